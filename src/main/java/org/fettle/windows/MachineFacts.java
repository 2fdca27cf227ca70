package org.fettle.windows;

import java.util.Optional;

/**
 * What a machine says of itself.
 *
 * @param name the computer name
 * @param domain the DNS name of the Active Directory domain it has joined; empty outside one
 * @param windowsVersion the version and build, such as {@code 10.0.22631}
 * @param architecture {@code x64}, {@code arm64} or {@code x86}
 */
public record MachineFacts(
    String name, Optional<String> domain, String windowsVersion, String architecture) {}
