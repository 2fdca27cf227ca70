package org.fettle.windows.jna;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.fettle.check.CaseRun;
import org.fettle.check.KindCase;
import org.fettle.check.KindCases;
import org.fettle.wine.OnWindows;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every case of every kind, through the Windows API. */
@OnWindows
class KindCasesOnWindowsTest {
  @TestFactory
  Stream<DynamicNode> cases() {
    return KindCases.all().stream()
        .map(kind ->
            dynamicContainer(
                kind.kind(),
                kind.cases().stream().map(each -> dynamicTest(each.name(), () -> run(each)))));
  }

  private static void run(KindCase each) {
    each.wine().ifPresent(reason -> abort("not under Wine: " + reason));
    CaseRun.run(each, RealBench::new);
  }
}
