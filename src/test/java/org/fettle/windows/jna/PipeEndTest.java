package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The other end stays open all the time, as where a stranger got hold of it. */
@OnWindows
@Timeout(30)
class PipeEndTest {
  private final NativeHandles handles = new NativeHandles("make", "a pipe");
  private final NativeHandles.Pipe pipe = handles.pipe();

  @AfterEach
  void close() {
    handles.close();
  }

  private interface Act {
    Object run() throws IOException;
  }

  private static CompletableFuture<Object> begun(Act act) throws InterruptedException {
    CompletableFuture<Object> result =
        CompletableFuture.supplyAsync(() -> {
          try {
            return act.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Thread.sleep(300);
    assertThat(result).as("it waits").isNotDone();
    return result;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    PipeEnd writing = new PipeEnd(handles.handOver(pipe.writeEnd()));
    try (PipeEnd reading = new PipeEnd(handles.handOver(pipe.readEnd()))) {
      writing.output().write(new byte[] {1, 2, 3});
      writing.output().write(0xFF);
      assertThat(reading.input().readNBytes(3)).containsExactly(1, 2, 3);
      assertThat(reading.input().read()).isEqualTo(0xFF);
      writing.close();
      assertThat(reading.input().read()).isEqualTo(-1);
    }
  }

  @Test
  void closingBreaksAReadOffThatWaits() throws Exception {
    PipeEnd reading = new PipeEnd(handles.handOver(pipe.readEnd()));
    CompletableFuture<Object> read = begun(() -> reading.input().read());

    reading.close();

    assertThat(read).failsWithin(5, TimeUnit.SECONDS).withThrowableOfType(ExecutionException.class);
  }

  @Test
  void closingBreaksAWriteOffThatWaits() throws Exception {
    PipeEnd writing = new PipeEnd(handles.handOver(pipe.writeEnd()));
    CompletableFuture<Object> written =
        begun(() -> {
          writing.output().write(new byte[1 << 20]);
          return "all of it";
        });

    writing.close();

    assertThat(written)
        .failsWithin(5, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class);
  }
}
