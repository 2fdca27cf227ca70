package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.jna.LastErrorException;
import java.util.List;
import java.util.function.Supplier;
import org.fettle.windows.WindowsException;
import org.fettle.windows.WindowsException.Kind;
import org.junit.jupiter.api.Test;

class NativeCallsTest {
  private static Supplier<Integer> failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  private static Supplier<Integer> failing(Error failure) {
    return () -> {
      throw failure;
    };
  }

  private static WindowsException guarded(Supplier<Integer> calls) {
    return catchThrowableOfType(
        WindowsException.class, () -> NativeCalls.guarded("look at", "S-1-5", calls));
  }

  @Test
  void whatWindowsRefusesToJnaKeepsItsCode() {
    WindowsException denied = guarded(failing(new LastErrorException(5)));
    assertThat(denied).hasMessage("Cannot look at S-1-5: access denied (5).");
    assertThat(denied.kind()).isEqualTo(Kind.DENIED);
    assertThat(guarded(failing(new LastErrorException(0x8007_0057))))
        .hasMessage("Cannot look at S-1-5: invalid parameter (87).");
  }

  @Test
  void whatJnaCanMakeNothingOfEndsOneThingOnly() {
    assertThat(guarded(failing(new IllegalArgumentException("Invalid SID"))))
        .hasMessage("Cannot look at S-1-5: Invalid SID.");
    assertThat(guarded(failing(new UnsatisfiedLinkError("no such function"))))
        .hasMessage("Cannot look at S-1-5: no such function.");
  }

  @Test
  void aVirtualMachineAtItsEndIsNotKept() {
    assertThatThrownBy(() -> NativeCalls.guarded("read", "it", failing(new OutOfMemoryError())))
        .isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(() -> NativeCalls.afterwards("It is done", failing(new OutOfMemoryError())))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void whatFailsAfterAnActWasAcceptedLeavesItUnknown() {
    for (Supplier<Integer> calls :
        List.of(
            failing(WindowsException.failed("read", "the store", 5)),
            failing(new LastErrorException(5)),
            failing(new Error("Invalid memory access")))) {
      assertThatThrownBy(() -> NativeCalls.afterwards("It was put there", calls))
          .isInstanceOfSatisfying(
              WindowsException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN))
          .hasMessageStartingWith("It was put there, but whether that came about is not known: ");
    }
    assertThat(NativeCalls.<Integer>afterwards("It was put there", () -> 7)).isEqualTo(7);
  }
}
