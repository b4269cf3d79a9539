/**
 * Figures and targets for people, as tables that also read well as Markdown.
 * @param {Pick<ReturnType<typeof import('./judge.mjs').judge>, 'figures' | 'targets'>} result
 */
export function reportText({ figures, targets }) {
  const rows = Object.entries(figures).map(([subject, of]) => [
    subject,
    ...[of.read.cpuMs, of.view.cpuMs, of.viewToRead, of.unchanged?.cpuMs],
    ...[of.view.p50Ms, of.view.p95Ms, of.viewers.p50Ms, of.viewers.p95Ms],
    ...[of.readers.p95Ms, of.upstreamPerView],
  ]);
  const header = [
    ...['', 'CPU ms by-name read', 'CPU ms view', 'view : read'],
    ...['CPU ms unchanged view (304)', 'p50 ms', 'p95 ms'],
    ...['p50 ms, 20 viewers', 'p95 ms, 20 viewers', 'p95 ms, 20 readers'],
    'requests to Argo CD per view',
  ];
  return [
    line(header),
    line(header.map(() => '---')),
    ...rows.map(line),
    '',
    ...targets.map(
      ({ name, limit, value, holds }) =>
        `${holds ? '✓' : '✗'} ${name}: ${
          value ?? 'not measured'
        } (at most ${limit})`,
    ),
  ].join('\n');
}

/** @param {Array<string | number | undefined>} cells */
function line(cells) {
  return `| ${cells.map(cell => cell ?? '–').join(' | ')} |`;
}
