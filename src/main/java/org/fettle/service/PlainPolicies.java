package org.fettle.service;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fettle.journal.JournalFiles;
import org.fettle.policy.Assignment;
import org.fettle.policy.Mistake;
import org.fettle.policy.PolicyException;
import org.fettle.policy.PolicyFiles;
import org.fettle.service.Notice.InForce;
import org.jspecify.annotations.Nullable;

/**
 * Policies as plain files, which nobody signed: the place they come from has to be protected. They
 * are read from a copy that only the agent writes; a new one takes its place when it is whole and
 * without a mistake, and not before.
 */
final class PlainPolicies implements Policies {
  private final PolicySource source;
  private final Path inForce;
  private final Path previous;
  private final Path offered;
  private @Nullable Assignment assignment;
  private Optional<String> seen = Optional.empty();

  PlainPolicies(PolicySource source, Path copies) {
    this.source = source;
    inForce = copies.resolve("in-force");
    previous = copies.resolve("previous");
    offered = copies.resolve("offered");
  }

  @Override
  public String source() {
    return source.name();
  }

  @Override
  public synchronized Optional<Assignment> current() {
    return Optional.ofNullable(assignment);
  }

  @Override
  public synchronized Look resume() {
    try {
      // The power may have gone between the two moves of a change.
      if (!Files.exists(inForce) && Files.exists(previous)) {
        Files.move(previous, inForce, ATOMIC_MOVE);
      }
      if (!Files.exists(inForce)) {
        return new Look.Unchanged();
      }
      assignment = read(inForce);
      return taken(assignment);
    } catch (PolicyException e) {
      return new Look.Refused(told(e, inForce, inForce.toString()));
    } catch (IOException e) {
      return new Look.Refused(List.of(inForce + ": " + JournalFiles.reason(e)));
    }
  }

  @Override
  public synchronized Look refresh() {
    try {
      Optional<String> stamp = source.stamp();
      if (stamp.isEmpty() || stamp.equals(seen)) {
        return new Look.Unchanged();
      }
      Look look = take();
      seen = stamp;
      return look;
    } catch (IOException e) {
      return new Look.Refused(List.of(source.name() + ": " + JournalFiles.reason(e)));
    }
  }

  @Override
  public synchronized void hurry() {
    seen = Optional.empty();
  }

  private Look take() throws IOException {
    remove(offered);
    Files.createDirectories(offered);
    try {
      if (!source.copyInto(offered)) {
        boolean wasThere = Files.exists(inForce);
        remove(previous); // first, or it would be taken up again after a loss of power
        remove(inForce);
        assignment = null;
        return wasThere ? new Look.Withdrawn() : new Look.Agreed();
      }
      Assignment next = read(offered);
      if (assignment != null && assignment.digest().equals(next.digest())) {
        return new Look.Agreed();
      }
      if (Files.exists(inForce)) {
        remove(previous);
        Files.move(inForce, previous, ATOMIC_MOVE);
      }
      Files.move(offered, inForce, ATOMIC_MOVE);
      assignment = next;
      return taken(next);
    } catch (PolicyException e) {
      return new Look.Refused(told(e, offered, source.name()));
    } finally {
      remove(offered);
    }
  }

  private Look taken(Assignment assignment) {
    return new Look.Taken(
        new InForce(Optional.of(assignment.id()), source.name(), Optional.empty()));
  }

  private static Assignment read(Path folder) throws PolicyException {
    return PolicyFiles.readAssignment(folder.resolve(PolicySource.ASSIGNMENT), List.of());
  }

  /** The mistakes, named after the files that somebody can mend. */
  private static List<String> told(PolicyException mistakes, Path copy, String original) {
    return mistakes.mistakes().stream()
        .map(Mistake::toString)
        .map(text -> text.replace(copy.toString(), original))
        .collect(Collectors.toList());
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
