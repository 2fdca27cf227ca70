package org.fettle.service;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The archive of loaded classes, from which the next start of both programs is faster. The launcher
 * says where there is none, and takes one only under a name that ends with its size: what was
 * broken off is never used.
 *
 * @param start what its path begins with
 */
record ClassArchive(String start) {
  private static final String PROPERTY = "fettle.archive";
  private static final String OWN = "org/fettle/";
  private static final String CLASS = ".class";

  /** Makes the one that the launcher wants, if it wants any; that it cannot be made is noted. */
  static void makeIfWanted(Consumer<Notice> notices) {
    String start = System.clearProperty(PROPERTY); // once
    if (start != null) {
      try {
        new ClassArchive(start).make();
      } catch (IOException | URISyntaxException | JMException | RuntimeException e) {
        notices.accept(
            new Notice.Noted("The archive of classes " + start + " cannot be made: " + e));
      }
    }
  }

  /**
   * Makes it, of the classes that are loaded by now and all others of this program. Java stands
   * still meanwhile, for less than a second.
   */
  private void make() throws IOException, URISyntaxException, JMException {
    loadOwnClasses();
    Path begun = Path.of(start + ".new");
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    server.invoke(
        new ObjectName("com.sun.management:type=DiagnosticCommand"),
        "vmCds", // as `jcmd VM.cds dynamic_dump "FILE"`; it takes -XX:+RecordDynamicDumpInfo
        new Object[] {new String[] {"dynamic_dump", '"' + begun.toString() + '"'}},
        new String[] {String[].class.getName()});
    Files.move(
        begun,
        Path.of(start + "-" + Files.size(begun) + ".jsa"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void loadOwnClasses() throws IOException, URISyntaxException {
    Path jar =
        Path.of(ClassArchive.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ClassLoader loader = ClassArchive.class.getClassLoader();
    try (JarFile classes = new JarFile(jar.toFile());
        Stream<String> names = classes.stream().map(entry -> entry.getName())) {
      for (String name : names.toList()) {
        if (name.startsWith(OWN) && name.endsWith(CLASS) && !name.endsWith("-info" + CLASS)) {
          load(name.substring(0, name.length() - CLASS.length()).replace('/', '.'), loader);
        }
      }
    }
  }

  private static void load(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      // It needs something that is not installed; who needs it will be told.
      System.getLogger(ClassArchive.class.getName())
          .log(System.Logger.Level.DEBUG, "Not archived: " + name, e);
    }
  }
}
