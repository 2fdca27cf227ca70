package org.fettle.windows;

import java.util.function.Supplier;

/** Has work done so that it stays out of the way of whoever uses the machine. */
public interface LowPriority {
  /** Has it done as any other work. */
  LowPriority NONE =
      new LowPriority() {
        @Override
        public <T> T during(Supplier<T> work) {
          return work.get();
        }
      };

  /**
   * Does the work in this thread, which is as it was before when this returns or throws. Where
   * Windows refuses, the work is done all the same.
   */
  <T> T during(Supplier<T> work);
}
