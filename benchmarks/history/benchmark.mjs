import { runRecords } from '../records/runRecords.mjs';

/** @type {import('../lib/benchCommand.mjs').Benchmark} */
export const benchmark = {
  help: 'npm run bench -- history    a page of the history of a service with 10,000 deployments, against a plain SQL query',
  run: (_args, tools) =>
    runRecords(
      { benchmark: 'history', rounds: 30, services: 5, deployments: 3_334 },
      { subject: 'page', limitMs: 300 },
      tools,
    ),
};
