package org.fettle.json;

import java.io.Writer;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLFactoryBuilder;
import tools.jackson.dataformat.yaml.YAMLGenerator;

/**
 * YAML whose texts of several lines are quoted on one. As blocks, which Jackson writes whenever it
 * saves quotes, some of them are read back differently (a line that begins with U+0085).
 */
final class OneLineYaml extends YAMLFactory {
  private static final long serialVersionUID = 1;

  OneLineYaml(YAMLFactoryBuilder settings) {
    super(settings);
  }

  @Override
  protected YAMLGenerator _createGenerator(
      ObjectWriteContext context, IOContext io, Writer target) {
    return new YAMLGenerator(
        context,
        io,
        context.getStreamWriteFeatures(_streamWriteFeatures),
        context.getFormatWriteFeatures(_formatWriteFeatures),
        _quotingChecker,
        target,
        _version,
        _dumpSettings) {
      @Override
      protected ScalarEvent _scalarEvent(String value, ScalarStyle style) {
        boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
        return super._scalarEvent(value, block ? ScalarStyle.DOUBLE_QUOTED : style);
      }
    };
  }
}
