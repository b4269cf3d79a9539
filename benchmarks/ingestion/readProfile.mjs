import fs from 'node:fs';

/**
 * @typedef {{ functionName: string, url: string, lineNumber: number }} Frame
 * @typedef {{
 *   nodes: Array<{ id: number, callFrame: Frame, children?: number[] }>,
 *   samples: number[],
 *   timeDeltas: number[],
 *   startTime: number,
 *   stonegardenBlocks?: Array<{ from: number, to: number }>,
 * }} Profile times in microseconds; stonegardenBlocks: spells without a turn of the event loop
 */

/** Which part of the whole a frame belongs to: the first that fits. @type {Array<[part: string, fits: RegExp]>} */
const PARTS = [
  ['our catalog module', /\/catalog-backend-module-service-manifest\//],
  ['reading manifests', /\/packages\/(service|gitops)-manifests?\//],
  ['YAML', /\/node_modules\/yaml\//],
  [
    'reading the archive',
    /\/node_modules\/(tar|minizlib|minipass|fs-minipass|concat-stream|node-fetch)\/|urlReader/,
  ],
  [
    'catalog engine',
    /\/plugin-catalog-(backend|node)\/|\/catalog-(model|client)\//,
  ],
  [
    'engine: validation',
    /\/node_modules\/(ajv|fast-json-stable-stringify|zod)\//,
  ],
  [
    'database client',
    /\/node_modules\/(knex|pg|pg-protocol|pg-pool|pg-types|tarn|better-sqlite3|lodash)\//,
  ],
  ['the benchmark', /\/benchmarks\//],
];
/** Beneath these, whatever runs is done for us; all else is done for the engine. */
const OURS =
  /\/catalog-backend-module-service-manifest\/|\/packages\/(service|gitops)-manifests?\//;
const TOP = 15;

/**
 * Where the time of a profiled run went.
 * @param {string} file
 */
export function readProfile(file) {
  return summariseProfile(JSON.parse(fs.readFileSync(file, 'utf8')));
}

/**
 * @param {Profile} profile
 * @returns {{ parts: Record<string, number>, oursMs: number, text: string }}
 *   parts: shares of the whole by the frame that ran; oursMs: all that ran beneath our own code
 */
export function summariseProfile(profile) {
  const nodes = indexNodes(profile);
  /** @type {Map<string, number>} */
  const parts = new Map();
  /** @type {Map<string, number>} */
  const functions = new Map();
  let ours = 0;
  let total = 0;
  eachSample(profile, (id, delta) => {
    const node = nodes.get(id);
    if (!node) {
      return;
    }
    total += delta;
    add(parts, partOf(node.frame), delta);
    if (!node.frame.functionName.startsWith('(')) {
      add(functions, nameOf(node.frame), delta);
    }
    ours += node.ours ? delta : 0;
  });
  const share = (/** @type {number} */ value) =>
    `${((value / total) * 100).toFixed(1).padStart(5)} %`;
  const text = [
    `${(total / 1e6).toFixed(1)} s in all; beneath our own code ${(
      ours / 1e3
    ).toFixed(0)} ms,${share(ours)}`,
    ...largest(parts).map(([name, value]) => `${share(value)}  ${name}`),
    'functions, by their own time',
    ...largest(functions).map(([name, value]) => `${share(value)}  ${name}`),
    ...blockLines(profile, nodes),
  ].join('\n');
  return {
    parts: Object.fromEntries(
      largest(parts).map(([name, value]) => [name, value / total]),
    ),
    oursMs: ours / 1e3,
    text,
  };
}

/** @param {Profile} profile */
function indexNodes(profile) {
  /** @type {Map<number, { frame: Frame, parent?: number, ours: boolean }>} */
  const nodes = new Map();
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) =>
      children.map(child => /** @type {const} */ ([child, id])),
    ),
  );
  // A parent is listed before its children.
  for (const { id, callFrame } of profile.nodes) {
    const parent = parents.get(id);
    nodes.set(id, {
      frame: callFrame,
      parent,
      ours:
        OURS.test(callFrame.url) ||
        Boolean(parent !== undefined && nodes.get(parent)?.ours),
    });
  }
  return nodes;
}

/**
 * @param {Profile} profile
 * @param {(id: number, delta: number, at: number) => void} visit
 */
function eachSample({ samples, timeDeltas, startTime }, visit) {
  let at = startTime;
  samples.forEach((id, index) => {
    at += timeDeltas[index];
    // A delta is the time since the sample before; what ran meanwhile is best told by this one.
    visit(id, timeDeltas[index], at);
  });
}

/** @param {Frame} frame */
function partOf({ functionName, url }) {
  if (functionName.startsWith('(')) {
    return functionName;
  }
  return (
    PARTS.find(([, fits]) => fits.test(url))?.[0] ??
    (url === '' || url.startsWith('node:') ? 'Node itself' : 'other packages')
  );
}

/** @param {Frame} frame */
function nameOf({ functionName, url, lineNumber }) {
  const place = url.replace(/^.*\/(?=(node_modules|packages|plugins)\/)/, '');
  return `${functionName || '(nameless)'}  ${place}:${lineNumber + 1}`;
}

/**
 * The longest spells in which nothing else could run, and who ran then.
 * @param {Profile} profile
 * @param {ReturnType<typeof indexNodes>} nodes
 */
function blockLines(profile, nodes) {
  const blocks = [...(profile.stonegardenBlocks ?? [])]
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, TOP);
  if (!blocks.length) {
    return ['no spell over 50 ms without a turn of the event loop'];
  }
  const inside = blocks.map(() => new Map());
  const ours = blocks.map(() => 0);
  eachSample(profile, (id, delta, at) => {
    const block = blocks.findIndex(({ from, to }) => at > from && at <= to);
    const node = nodes.get(id);
    if (block >= 0 && node) {
      add(inside[block], stackOf(node, nodes), delta);
      ours[block] += node.ours ? delta : 0;
    }
  });
  return [
    'longest spells without a turn of the event loop',
    ...blocks.flatMap(({ from, to }, index) => [
      `${((to - from) / 1e3).toFixed(0).padStart(5)} ms at ${(
        (from - profile.startTime) /
        1e6
      ).toFixed(1)} s, beneath our own code ${(ours[index] / 1e3).toFixed(
        0,
      )} ms`,
      ...largest(inside[index])
        .slice(0, 3)
        .map(
          ([name, value]) => `      ${(value / 1e3).toFixed(0)} ms  ${name}`,
        ),
    ]),
  ];
}

/**
 * The innermost frame and, further out, those of our own code and of the engine.
 * @param {{ frame: Frame, parent?: number }} node
 * @param {ReturnType<typeof indexNodes>} nodes
 */
function stackOf(node, nodes) {
  const names = [node.frame.functionName || '(nameless)'];
  for (
    let next = node.parent;
    next !== undefined && names.length < 6;
    next = nodes.get(next)?.parent
  ) {
    const frame = nodes.get(next)?.frame;
    if (
      frame?.functionName &&
      (OURS.test(frame.url) || /plugin-catalog-backend/.test(frame.url)) &&
      names.at(-1) !== frame.functionName
    ) {
      names.push(frame.functionName);
    }
  }
  return names.join(' < ');
}

/** @param {Map<string, number>} sums @param {string} key @param {number} value */
function add(sums, key, value) {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

/** @param {Map<string, number>} sums */
function largest(sums) {
  return [...sums].sort(([, a], [, b]) => b - a).slice(0, TOP);
}
