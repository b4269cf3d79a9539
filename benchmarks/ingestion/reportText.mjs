/**
 * Figures and targets for people, as tables that also read well as Markdown.
 * @param {Pick<ReturnType<typeof import('./judge.mjs').judge>, 'figures' | 'targets'>} result
 */
export function reportText({ figures, targets }) {
  const rows = figures.flatMap(({ database, size, ...figure }) =>
    /** @type {const} */ ([
      ['ours', figure.ours],
      ['bare', figure.bare],
      ['stock', figure.stock],
      ['stock-each', figure.stockEach],
    ]).flatMap(([mode, of]) => {
      return of
        ? [
            [
              ...[`${mode}, ${size}, ${database}`, of.seconds, of.cpuS],
              ...[of.peakRssMb, of.loopMaxMs, of.loopP99Ms, of.changeMs],
            ],
          ]
        : [];
    }),
  );
  const header = [
    ...['run', 'all served, s', 'CPU s', 'peak RSS MB'],
    ...['longest stall ms', 'p99 ms', 'change served ms'],
  ];
  return [
    line(header),
    line(header.map(() => '---')),
    ...rows.map(row =>
      line(row.map(cell => (typeof cell === 'number' ? short(cell) : cell))),
    ),
    '',
    ...targets.map(
      ({ name, where, limit, value, holds, note }) =>
        `${holds ? '✓' : '✗'} ${name}: ${
          value ?? 'not measured'
        } (at most ${limit}; ${where}${note ? `; ${note}` : ''})`,
    ),
  ].join('\n');
}

/** @param {Array<string | undefined>} cells */
function line(cells) {
  return `| ${cells.map(cell => cell ?? '–').join(' | ')} |`;
}

/** @param {number} value */
function short(value) {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
