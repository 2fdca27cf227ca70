package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.jna.Protection.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectionTest {
  private static final String SYSTEM = "S-1-5-18";
  private static final String ADMINISTRATORS = "S-1-5-32-544";
  private static final String INSTALLER =
      "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464";
  private static final String USERS = "S-1-5-32-545";
  private static final String AUTHENTICATED = "S-1-5-11";
  private static final String ANNA = "S-1-5-21-1-2-3-1001";
  private static final int FULL = 0x1F01FF;
  private static final int READ = 0x1200A9;

  private static Protection of(String owner, Entry... entries) {
    return new Protection(owner, Optional.of(List.of(entries)));
  }

  private static Entry allow(String sid, int mask) {
    return new Entry(0, 0, mask, sid);
  }

  @Test
  void aFolderOfTheSystemIsNoStrangers() {
    Protection programFiles =
        of(
            INSTALLER,
            allow(INSTALLER, FULL),
            allow(SYSTEM, 0x1301BF),
            allow(ADMINISTRATORS, 0x1301BF),
            allow(USERS, READ),
            new Entry(0, 0xB, 0x10000000, "S-1-3-0"));
    assertThat(programFiles.stranger(Protection.WRITE, SYSTEM)).isEmpty();
  }

  @Test
  void inTheRootOfADriveUsersMayMakeFoldersButTakeNothingAway() {
    Protection root =
        of(
            INSTALLER,
            allow(ADMINISTRATORS, FULL),
            allow(SYSTEM, FULL),
            allow(USERS, READ),
            new Entry(0, 0xB, 0xE0010000, AUTHENTICATED),
            allow(AUTHENTICATED, 0x4));
    assertThat(root.stranger(Protection.TAKE_AWAY, SYSTEM)).isEmpty();
    assertThat(root.stranger(Protection.WRITE, SYSTEM)).contains(AUTHENTICATED);
  }

  @Test
  void inProgramDataUsersMayMakeFiles() {
    Protection programData =
        of(SYSTEM, allow(SYSTEM, FULL), allow(USERS, READ), new Entry(0, 2, 0x116, USERS));
    assertThat(programData.stranger(Protection.TAKE_AWAY, SYSTEM)).isEmpty();
    assertThat(programData.stranger(Protection.WRITE, SYSTEM)).contains(USERS);
  }

  @ParameterizedTest
  @CsvSource({
    "0x2,WRITE", "0x4,WRITE", "0x10,WRITE", "0x100,WRITE", "0x40000000,WRITE",
    "0x40,BOTH", "0x10000,BOTH", "0x40000,BOTH", "0x80000,BOTH", "0x10000000,BOTH",
    "0x1200A9,NONE", "0x80000000,NONE", "0x20000000,NONE"
  })
  void eachRightCountsWhereItMatters(String mask, String where) {
    Protection folder = of(SYSTEM, allow(ANNA, Long.decode(mask).intValue()));
    assertThat(folder.stranger(Protection.WRITE, SYSTEM).isPresent())
        .isEqualTo(!where.equals("NONE"));
    assertThat(folder.stranger(Protection.TAKE_AWAY, SYSTEM).isPresent())
        .isEqualTo(where.equals("BOTH"));
  }

  @Test
  void theOwnerMayAlwaysChangeTheList() {
    assertThat(of(ANNA, allow(SYSTEM, FULL)).stranger(Protection.TAKE_AWAY, SYSTEM)).contains(ANNA);
    assertThat(of("", allow(SYSTEM, FULL)).stranger(Protection.TAKE_AWAY, SYSTEM)).isPresent();
  }

  @Test
  void whoeverRunsThisMayDoItAnyway() {
    Protection own = of(ANNA, allow(ANNA, FULL));
    assertThat(own.stranger(Protection.WRITE, ANNA)).isEmpty();
    assertThat(own.stranger(Protection.WRITE, "")).contains(ANNA);
  }

  @Test
  void noListAtAllAllowsEveryoneEverythingAndAnEmptyOneNobody() {
    assertThat(new Protection(SYSTEM, Optional.empty()).stranger(Protection.WRITE, SYSTEM))
        .contains("everyone");
    assertThat(of(SYSTEM).stranger(Protection.WRITE, SYSTEM)).isEmpty();
  }

  @Test
  void whatIsDeniedIsNotSubtracted() {
    Protection folder = of(SYSTEM, new Entry(1, 0, FULL, USERS), allow(USERS, FULL));
    assertThat(folder.stranger(Protection.WRITE, SYSTEM)).contains(USERS);
    assertThat(of(SYSTEM, new Entry(1, 0, FULL, USERS)).stranger(Protection.WRITE, SYSTEM))
        .isEmpty();
  }

  @Test
  void aFormOfEntryThatIsNotKnownIsSomebodys() {
    assertThat(of(SYSTEM, new Entry(5, 0, FULL, "")).stranger(Protection.WRITE, SYSTEM))
        .contains("somebody unknown");
    assertThat(of(SYSTEM, new Entry(0x11, 0, FULL, "")).stranger(Protection.WRITE, SYSTEM))
        .isEmpty();
  }

  // O:BAG:SYD:(A;;FA;;;SY)(A;OICIIO;GA;;;CO), laid out by hand after [MS-DTYP] 2.4.6.
  private static final String DESCRIPTOR =
      "01000480" // revision, control: self-relative, list present
          + "14000000" // owner at 20
          + "24000000" // group at 36
          + "00000000" // no audit list
          + "30000000" // list at 48
          + "01020000000000052000000020020000" // S-1-5-32-544
          + "010100000000000512000000" // S-1-5-18
          + "0200300002000000" // list of 48 bytes with two entries
          + "00001400FF011F00" // allow, 20 bytes, full
          + "010100000000000512000000"
          + "000B140000000010" // allow, inherit only, generic all
          + "010100000000000300000000"; // S-1-3-0

  @Test
  void aDescriptorIsRead() {
    assertThat(Protection.read(HexFormat.of().parseHex(DESCRIPTOR)))
        .isEqualTo(
            of(ADMINISTRATORS, allow(SYSTEM, FULL), new Entry(0, 0xB, 0x10000000, "S-1-3-0")));
  }

  @Test
  void aDescriptorWithoutListIsRead() {
    byte[] descriptor = HexFormat.of().parseHex(DESCRIPTOR);
    descriptor[2] = 0;
    assertThat(Protection.read(descriptor).entries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 19, 30, 47, 55, 70, 95})
  void aDescriptorThatIsCutShortIsNone(int length) {
    byte[] cut = Arrays.copyOf(HexFormat.of().parseHex(DESCRIPTOR), length);
    assertThatThrownBy(() -> Protection.read(cut)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEntryOfNoLengthEndsTheReading() {
    byte[] descriptor = HexFormat.of().parseHex(DESCRIPTOR);
    descriptor[58] = 0;
    assertThatThrownBy(() -> Protection.read(descriptor))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
