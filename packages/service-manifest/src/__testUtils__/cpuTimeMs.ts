/**
 * Processor time that work takes, in milliseconds: unlike the clock on the wall it does not count what a busy machine does
 * meanwhile.
 */
export function cpuTimeMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
