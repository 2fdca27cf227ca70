package org.fettle.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.fettle.json.About;

/**
 * An update channel of Microsoft 365 Apps, which the configuration tells by the address it updates
 * from. Microsoft's pages on Configuration Manager list the addresses of the first six; those of
 * the volume-licensed ones are common knowledge.
 */
public enum UpdateChannel {
  @About("Current Channel, once Monthly Channel.")
  CURRENT("492350f6-3a01-4f97-b9c0-c7c6ddf67d60"),
  @About("Current Channel (Preview), once Monthly Channel (Targeted).")
  CURRENT_PREVIEW("64256afe-f5d9-4f86-8936-8840a6a4f5be"),
  @About("Monthly Enterprise Channel.")
  MONTHLY_ENTERPRISE("55336b82-a18d-4dd6-b5f6-9e5095c314a6"),
  @About("Semi-Annual Enterprise Channel, once Semi-Annual Channel, or Deferred Channel.")
  SEMI_ANNUAL("7ffbc6bf-bc32-4f92-8982-f9dd17fd3114"),
  @About("Semi-Annual Enterprise Channel (Preview), once Semi-Annual Channel (Targeted).")
  SEMI_ANNUAL_PREVIEW("b8f9b850-328d-4355-9145-c59439a0c4cf"),
  @About("Beta Channel, once Insider Fast.")
  BETA("5440fd1f-7ecb-4221-8110-145efaa6372f"),
  @About("Office 2019, volume-licensed.")
  PERPETUAL_2019("f2e724c1-748f-4b47-8fb8-8e0d210e9208"),
  @About("Office LTSC 2021.")
  LTSC_2021("5030841d-c919-4594-8d2d-84ae4f96e58e"),
  @About("Office LTSC 2024.")
  LTSC_2024("7983bac0-e531-40cf-be00-fd24fe66619c");

  private final String id;

  UpdateChannel(String id) {
    this.id = id;
  }

  /** The channel of an address such as {@code http://officecdn.microsoft.com/pr/…}. */
  static Optional<UpdateChannel> of(String address) {
    String wanted = address.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(channel -> wanted.contains(channel.id)).findFirst();
  }

  /** The channel's word in a policy. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
