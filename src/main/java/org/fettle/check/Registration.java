package org.fettle.check;

import org.fettle.json.About;

/** A class registration that a fix may write. */
public record Registration(
    @About("The programmatic identifier to register.") String progId,
    @About("The command line, such as \"C:\\Program Files\\…\\lync.exe\" \"%1\".")
        String command) {}
