package org.fettle.policy.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Bundles that are no zip as it is demanded. */
final class HostileZip extends BundleLies {
  HostileZip(Random random) {
    super(random);
  }

  byte[] tooManyFiles() {
    RawZip zip = zip();
    int more = Limits.FILES - zip.entries.size() + 1 + random.nextInt(50);
    for (int i = 0; i < more; i++) {
      zip.add("a" + i + ".yaml", new byte[0]);
    }
    return zip.bytes();
  }

  byte[] bomb(String name) {
    return with(
        entry -> {
          entry.content(new byte[Limits.FILE + 1 + random.nextInt(1_000_000)]);
          entry.deflate();
        },
        name);
  }

  byte[] manyBombs() {
    RawZip zip = zip();
    RawZip.Entry first = zip.add("bomb.yaml", new byte[Limits.FILE - random.nextInt(1_000)]);
    first.deflate();
    for (int i = 0; i < 8; i++) {
      RawZip.Entry more = zip.add("bomb" + i + ".yaml", new byte[0]);
      more.data = first.data;
      more.size = first.size;
      more.compressed = first.compressed;
      more.crc = first.crc;
      more.method = first.method;
    }
    return zip.bytes();
  }

  byte[] noBundle() {
    byte[] noise = new byte[4 + random.nextInt(5_000)];
    random.nextBytes(noise);
    noise[0] = 'x';
    return one(
        noise,
        "<!doctype html><title>Sign in</title>".getBytes(UTF_8),
        SampleBundle.policy("colours").getBytes(UTF_8),
        new RawZip().bytes());
  }

  byte[] trailing() {
    RawZip zip = zip();
    zip.behind = new byte[1 + random.nextInt(3_000)];
    random.nextBytes(zip.behind);
    return zip.bytes();
  }

  byte[] comment() {
    RawZip zip = zip();
    if (random.nextBoolean()) {
      zip.endComment = ("v" + random.nextInt(1_000)).getBytes(UTF_8);
    } else {
      zip.entries.get(random.nextInt(zip.entries.size())).comment = "hello".getBytes(UTF_8);
    }
    return zip.bytes();
  }

  byte[] extra() {
    byte[] time = {0x55, 0x54, 5, 0, 1, 0, 0, 0, 0};
    boolean local = random.nextBoolean();
    return with(entry -> {
      if (local) {
        entry.localExtra = time;
      } else {
        entry.centralExtra = time;
      }
    });
  }

  byte[] unknownFeature() {
    RawZip zip = zip();
    switch (random.nextInt(6)) {
      case 0 -> zip.diskNumber = 1;
      case 1 -> {
        zip.count = 0xFFFF;
        zip.countHere = 0xFFFF;
      }
      case 2 -> zip.directoryAt = 0xFFFFFFFFL;
      case 3 -> {
        return with(entry -> entry.flags |= one(0x8, 0x10, 0x20, 0x1000, 0x8000));
      }
      case 4 -> {
        return with(entry -> entry.need = one(45, 51, 63));
      }
      default -> {
        return with(entry -> entry.disk = 1 + random.nextInt(9));
      }
    }
    return zip.bytes();
  }

  byte[] damaged() {
    return switch (random.nextInt(4)) {
      case 0 -> with(entry -> entry.centralSignature ^= 1 << random.nextInt(32));
      // Not the first: by that the file is no zip at all.
      case 1 -> with(entry -> entry.localSignature ^= 1 << random.nextInt(32), file());
      case 2 -> with(this::garble, file());
      default -> with(this::leaveMoreBehind, file());
    };
  }

  // Block type 3 does not exist (RFC 1951, 3.2.3).
  void garble(RawZip.Entry entry) {
    entry.deflate();
    entry.data[0] = 7;
  }

  void leaveMoreBehind(RawZip.Entry entry) {
    entry.deflate();
    entry.data = longer(entry.data);
    entry.compressed = entry.data.length;
  }

  byte[] disagreeing() {
    RawZip zip = zip();
    RawZip.Entry entry = zip.entries.get(random.nextInt(zip.entries.size()));
    switch (random.nextInt(6)) {
      case 0 -> entry.localName = one("evil.yaml", "../evil.yaml", entry.name + "x");
      case 1 -> entry.localSize = entry.size + 1 + random.nextInt(99);
      case 2 -> entry.localCrc = entry.crc ^ 1;
      case 3 -> entry.localMethod = 8;
      case 4 -> entry.localTime = 1 + random.nextInt(99);
      default -> zip.countHere = zip.entries.size() + 1;
    }
    return zip.bytes();
  }

  byte[] misplaced() {
    RawZip zip = zip();
    RawZip.Entry entry = zip.entries.get(1 + random.nextInt(zip.entries.size() - 1));
    switch (random.nextInt(5)) {
      case 0 -> entry.gapBefore = new byte[1 + random.nextInt(300)];
      case 1 -> entry.offsetOff = random.nextBoolean() ? 1 : -1;
      case 2 -> zip.beforeDirectory = new byte[1 + random.nextInt(300)];
      case 3 -> zip.directoryAt = random.nextInt(100);
      default -> {
        zip.count = zip.entries.size() - 1;
        zip.countHere = zip.count;
      }
    }
    return zip.bytes();
  }

  byte[] duplicate() {
    RawZip zip = zip();
    RawZip.Entry entry = zip.entries.get(random.nextInt(zip.entries.size()));
    zip.add(entry.name, random.nextBoolean() ? entry.data : "policy: evil\n".getBytes(UTF_8));
    return zip.bytes();
  }

  byte[] folder() {
    return random.nextBoolean()
        ? named(one("assignments/", "more/", "a/b/"))
        : with(entry -> entry.attributes = one(0x10L, 0x41ED0000L, 0x41ED0010L));
  }

  byte[] lying() {
    int by = 1 + random.nextInt(40);
    return switch (random.nextInt(5)) {
      // The manifest itself would inflate to more than it says, or to less.
      case 0 -> with(entry -> deflatedAs(entry, -by), EntryName.MANIFEST);
      case 1 -> with(entry -> deflatedAs(entry, by), EntryName.MANIFEST);
      case 2 -> with(entry -> entry.size -= by, EntryName.MANIFEST);
      case 3 -> with(entry -> entry.compressed = 0x7FFFFFFFL - by);
      // A megabyte of nothing that says it is as large as the manifest has the file.
      default ->
          with(
              entry -> {
                long size = entry.size;
                entry.content(new byte[1 << 20]);
                entry.deflate();
                entry.size = size;
              },
              file());
    };
  }

  static void deflatedAs(RawZip.Entry entry, int off) {
    entry.deflate();
    entry.size += off;
  }
}
