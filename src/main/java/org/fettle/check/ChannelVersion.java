package org.fettle.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fettle.json.About;
import org.fettle.windows.FileVersion;

/** The least version of a program in one update channel. */
public record ChannelVersion(
    @About("The update channel.") UpdateChannel channel,
    @About("The least version in this channel.") FileVersion atLeast) {

  /**
   * Refuses to demand nothing, or two versions of one channel.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void checked(String kind, Optional<FileVersion> atLeast, List<ChannelVersion> channels) {
    if (atLeast.isEmpty() && channels.isEmpty()) {
      throw new IllegalArgumentException("'" + kind + "' needs 'at-least' or 'channels'.");
    }
    if (channels.stream().map(ChannelVersion::channel).distinct().count() < channels.size()) {
      throw new IllegalArgumentException("'channels' names a channel twice.");
    }
  }

  /** Judges a version where no channel counts. */
  static Verdict judge(FileVersion found, Optional<FileVersion> atLeast) {
    return atLeast
        .map(least -> judge(found, least, ""))
        .orElse(new Verdict.NotApplicable("no version is demanded of this installer"));
  }

  /**
   * Judges a version by its channel. Thresholds differ by channel, so where the channel is not
   * known only what is below the lowest of them is proven to be too old.
   */
  static Verdict judge(
      FileVersion found, List<ChannelVersion> channels, Optional<UpdateChannel> channel) {
    Optional<ChannelVersion> own =
        channels.stream().filter(each -> channel.equals(Optional.of(each.channel()))).findFirst();
    FileVersion lowest =
        channels.stream().map(ChannelVersion::atLeast).min(Comparator.naturalOrder()).orElseThrow();
    String where =
        channel.map(known -> " in channel " + known.word()).orElse(" in an unknown channel");
    return judge(found, own.map(ChannelVersion::atLeast).orElse(lowest), where);
  }

  private static Verdict judge(FileVersion found, FileVersion least, String where) {
    return found.compareTo(least) >= 0
        ? new Verdict.Pass(found + where)
        : new Verdict.Fail("at least " + least, found + where, List.of());
  }
}
