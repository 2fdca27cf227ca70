package org.fettle.wine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A test of the real Windows API. Elsewhere Surefire skips it, and {@link WineIT} runs it in a
 * Windows JVM under Wine.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(OnWindows.TAG)
@EnabledOnOs(OS.WINDOWS)
public @interface OnWindows {
  String TAG = "windows";
}
