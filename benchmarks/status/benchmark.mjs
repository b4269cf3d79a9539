import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { localFolder } from '../../scripts/lib/paths.mjs';
import { FakeArgocd } from './FakeArgocd.mjs';
import { judge } from './judge.mjs';
import { measureIndex } from './measureIndex.mjs';
import { measureSubject } from './measureSubject.mjs';
import { HELP, readOptions } from './options.mjs';
import { installPeers, versionOf } from './peers.mjs';
import { reportText } from './reportText.mjs';

const folder = path.join(localFolder, 'benchmarks/status');
const peersFolder = path.join(folder, 'peers');

/** @type {import('../lib/benchCommand.mjs').Benchmark} */
export const benchmark = {
  help: HELP,
  async run(args, { progress, signal }) {
    const options = readOptions(args);
    fs.mkdirSync(folder, { recursive: true });
    const peers = options.subjects.flatMap(subject =>
      subject === 'ours' ? [] : [subject],
    );
    if (peers.length > 0) {
      await progress.step('installs the peers', () =>
        installPeers(peersFolder, signal),
      );
    }
    const argocd = new FakeArgocd({
      port: options.argocdPort + 1,
      applications: options.applications,
      latencyMs: options.latencyMs,
      signal,
    });
    /** @type {import('./judge.mjs').Round[]} */
    const rounds = [];
    /** @type {import('./measureChanges.mjs').ChangeFigures | undefined} */
    let changes;
    /** @type {import('./measureIndex.mjs').IndexFigures[]} */
    const indexes = [];
    try {
      if (options.subjects.includes('ours')) {
        for (const applications of options.indexes) {
          await progress.step(`index of ${applications}`, async say => {
            indexes.push(
              await measureIndex({
                ...{ applications, folder, signal, say },
                port: options.argocdPort,
                latencyMs: options.latencyMs,
              }),
            );
          });
        }
      }
      await argocd.ready;
      for (const subject of options.subjects) {
        await progress.step(subject, async say => {
          const surroundings = { options, argocd, folder, peersFolder };
          const measured = await measureSubject(subject, {
            ...surroundings,
            signal,
            say,
          });
          rounds.push(...measured.rounds);
          changes ??= measured.changes;
        });
      }
      const { figures, targets, holds } = judge({
        ...{ rounds, indexes, changes },
      });
      progress.line(`\n${reportText({ figures, targets })}`);
      return {
        name: 'status',
        machine: `${os.cpus().length} × ${os.cpus()[0]?.model}, Node ${
          process.versions.node
        }, load ${os.loadavg()[0].toFixed(1)}`,
        applications: options.applications,
        applicationBytes: Math.round((await argocd.stats()).bytesEach),
        latencyMs: options.latencyMs,
        peers: Object.fromEntries(peers.map(name => [name, versionOf(name)])),
        figures,
        targets,
        holds,
      };
    } finally {
      await argocd.stop();
    }
  },
};
