import { runRecords } from '../records/runRecords.mjs';

/** @type {import('../lib/benchCommand.mjs').Benchmark} */
export const benchmark = {
  help: 'npm run bench -- dora    DORA metrics of 300 services over a year, 100 deployments to production each, against a plain SQL query of counts',
  run: (_args, tools) =>
    runRecords(
      { benchmark: 'dora', rounds: 10, services: 300, deployments: 100 },
      { subject: 'dora', limitMs: 1_000 },
      tools,
    ),
};
