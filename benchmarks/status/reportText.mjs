/**
 * Figures and targets for people, as tables that also read well as Markdown.
 * @param {Pick<ReturnType<typeof import('./judge.mjs').judge>, 'figures' | 'targets'>} result
 */
export function reportText({ figures, targets }) {
  const { subjects, indexes, changes } = figures;
  const views = Object.entries(subjects).map(([subject, of]) => [
    subject,
    ...[of.read.cpuMs, of.view.cpuMs, of.viewToRead, of.unchanged?.cpuMs],
    ...[of.view.p50Ms, of.view.p95Ms, of.viewers.p50Ms, of.viewers.p95Ms],
    ...[of.readers.p95Ms, of.upstream.requests, of.upstream.bytes],
  ]);
  const histories = Object.entries(subjects).map(([subject, of]) => [
    subject,
    ...[of.history.cpuMs, of.history.p50Ms, of.history.p95Ms],
    ...[of.historyViewers.p50Ms, of.historyViewers.p95Ms],
    ...[of.historyUpstream.requests, of.historyUpstream.bytes],
  ]);
  return [
    ...table(
      [
        ...['overview', 'CPU ms by-name read', 'CPU ms view', 'view : read'],
        ...['CPU ms unchanged view (304)', 'p50 ms', 'p95 ms'],
        ...['p50 ms, 20 viewers', 'p95 ms, 20 viewers', 'p95 ms, 20 readers'],
        ...['requests to Argo CD per view', 'bytes from Argo CD per view'],
      ],
      views,
    ),
    ...table(
      [
        ...['with history', 'CPU ms', 'p50 ms', 'p95 ms'],
        ...['p50 ms, 20 viewers', 'p95 ms, 20 viewers'],
        ...['requests to Argo CD per view', 'bytes from Argo CD per view'],
      ],
      histories,
    ),
    ...table(
      ['Applications', 'list ms', 'index ms', 'index : list', 'memory MB'],
      indexes.map(of => [
        ...[of.applications, of.listMs, of.indexMs, of.indexToList, of.heapMb],
      ]),
    ),
    ...(changes
      ? [
          `A change reaches an open page after ${changes.signalP50Ms} ms (p95 ${changes.signalP95Ms}); it has what changed after ${changes.shownP50Ms} ms (p95 ${changes.shownP95Ms}).`,
          '',
        ]
      : []),
    ...targets.map(
      ({ name, limit, value, holds }) =>
        `${holds ? '✓' : '✗'} ${name}: ${
          value ?? 'not measured'
        } (at most ${limit})`,
    ),
  ].join('\n');
}

/** @param {string[]} header @param {Array<Array<string | number | undefined>>} rows */
function table(header, rows) {
  return rows.length > 0
    ? [line(header), line(header.map(() => '---')), ...rows.map(line), '']
    : [];
}

/** @param {Array<string | number | undefined>} cells */
function line(cells) {
  return `| ${cells.map(cell => cell ?? '–').join(' | ')} |`;
}
