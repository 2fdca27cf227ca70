package org.fettle.check;

/** A client this agent knows how to find on a machine. */
public enum Client {
  LYNC_2010,
  SFB_2015,
  SFB_2016,
  OUTLOOK,
  TEAMS_CLASSIC
}
