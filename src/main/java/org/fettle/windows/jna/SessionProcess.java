package org.fettle.windows.jna;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Reference;
import org.fettle.windows.WindowsException;
import org.fettle.windows.session.SessionLink;

/**
 * A process with somebody else's token that can do no more than talk over its two pipes: it
 * inherits nothing else, starts no other process, and dies with us, as a job holds it.
 */
final class SessionProcess implements SessionLink {
  // winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64-bit Windows
  private static final int LIMITS_SIZE = 144;
  private static final int LIMIT_FLAGS_AT = 16;
  private static final int PROCESSES_AT = 40;
  private static final int JOB_MEMORY_AT = 120;
  private static final int LIMIT_PROCESSES = 0x8;
  private static final int LIMIT_JOB_MEMORY = 0x200;
  private static final int DIE_ON_UNHANDLED_EXCEPTION = 0x400;
  private static final int KILL_ON_JOB_CLOSE = 0x2000;

  private static final int MOST_MEMORY = 512 << 20;
  private static final int PATIENCE = 5_000;

  private final long job;
  private final long process;
  private final PipeEnd requests;
  private final PipeEnd answers;
  private boolean closed;

  private SessionProcess(long job, long process, PipeEnd requests, PipeEnd answers) {
    this.job = job;
    this.process = process;
    this.requests = requests;
    this.answers = answers;
  }

  /**
   * Starts it.
   *
   * @param whose for messages
   * @param token a primary token
   * @throws WindowsException when Windows refuses
   */
  static SessionProcess start(String whose, long token, SessionCommand command) {
    try (NativeHandles handles = new NativeHandles("start a process for", whose)) {
      long job = handles.add(Kernel32Process.CreateJobObjectW(0, 0));
      handles.require(limited(job));
      NativeHandles.Pipe requests = handles.pipe();
      NativeHandles.Pipe answers = handles.pipe();
      ProcessLaunch.Started started =
          new ProcessLaunch(handles, token, command)
              .suspended(requests.readEnd(), answers.writeEnd());
      // It has not run yet, and never will outside the job.
      if (!Kernel32Process.AssignProcessToJobObject(job, started.process())) {
        WindowsException refused = handles.refused();
        Kernel32Process.TerminateProcess(started.process(), 1);
        throw refused;
      }
      handles.require(Kernel32Process.ResumeThread(started.thread()) >= 0);
      return new SessionProcess(
          handles.handOver(job),
          handles.handOver(started.process()),
          new PipeEnd(handles.handOver(requests.writeEnd())),
          new PipeEnd(handles.handOver(answers.readEnd())));
    }
  }

  private static boolean limited(long job) {
    NativeBlock limits = NativeBlock.zeroed(LIMITS_SIZE);
    limits.putInt(
        LIMIT_FLAGS_AT,
        LIMIT_PROCESSES | LIMIT_JOB_MEMORY | DIE_ON_UNHANDLED_EXCEPTION | KILL_ON_JOB_CLOSE);
    limits.putInt(PROCESSES_AT, 1);
    limits.putInt(JOB_MEMORY_AT, MOST_MEMORY);
    try {
      return Kernel32Process.SetInformationJobObject(
          job, Kernel32Process.JOB_EXTENDED_LIMITS, limits.address(), LIMITS_SIZE);
    } finally {
      Reference.reachabilityFence(limits);
    }
  }

  @Override
  public OutputStream requests() {
    return requests.output();
  }

  @Override
  public InputStream answers() {
    return answers.input();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Kernel32Process.TerminateJobObject(job, 1);
    Kernel32Process.WaitForSingleObject(process, PATIENCE);
    requests.close();
    answers.close();
    Kernel32Process.CloseHandle(process);
    Kernel32Process.CloseHandle(job);
  }
}
