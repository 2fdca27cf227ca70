package org.fettle.engine;

import java.util.HashMap;
import java.util.Map;
import org.fettle.windows.Change;
import org.fettle.windows.Changes;
import org.fettle.windows.User;
import org.fettle.windows.Windows;
import org.fettle.windows.WindowsView;
import org.fettle.windows.WritableCertificates;
import org.fettle.windows.WritableCredentials;
import org.fettle.windows.WritableFiles;
import org.fettle.windows.WritableRegistry;
import org.fettle.windows.WritableServices;
import org.fettle.windows.WritableWindows;

/**
 * The machine as it will be once the changes planned so far are made. Each rule is planned on top
 * of the ones before it, so that a plan can be applied exactly as it stands: a key that two rules
 * need is made once.
 */
final class PlannedWindows extends WindowsView implements WritableWindows {
  private final PlannedRegistry registry;
  private final PlannedCredentials credentials;
  private final PlannedCertificates certificates;
  private final PlannedFiles files;
  private final PlannedServices services;
  private final Map<String, PlannedWindows> users = new HashMap<>();

  PlannedWindows(Windows machine) {
    super(machine);
    registry = new PlannedRegistry(machine);
    credentials = new PlannedCredentials(machine);
    certificates = new PlannedCertificates(machine);
    files = new PlannedFiles(machine);
    services = new PlannedServices(machine);
  }

  // What one view plans, the others see, but for what each user has of their own.
  private PlannedWindows(Windows view, PlannedWindows whole) {
    super(view);
    registry = whole.registry.in(view);
    credentials = new PlannedCredentials(view);
    certificates = whole.certificates.in(view);
    files = whole.files.in(view);
    services = whole.services;
  }

  @Override
  public WritableRegistry registry() {
    return registry;
  }

  @Override
  public WritableCredentials credentials() {
    return credentials;
  }

  @Override
  public WritableCertificates certificates() {
    return certificates;
  }

  @Override
  public WritableFiles files() {
    return files;
  }

  @Override
  public WritableServices services() {
    return services;
  }

  @Override
  public Windows as(User user) {
    return users.computeIfAbsent(user.sid(), sid -> new PlannedWindows(machine().as(user), this));
  }

  /** Takes the change into the plan; the machine is not touched. */
  @Override
  public void apply(Change change) {
    Changes.apply(this, change);
  }
}
