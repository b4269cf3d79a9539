/** What one backend of the benchmark is asked to do, told in the environment. */
export type Job = {
  mode: 'ours' | 'bare' | 'stock' | 'stock-each';
  /** JSON array of the entities that the bare provider is handed. */
  entitiesFile?: string;
  /** Profiles from the moment the providers are connected. */
  profile?: boolean;
};

/** Reads the job that the parent put into `STONEGARDEN_BENCH_JOB`. */
export function readJob(): Job {
  const text = process.env.STONEGARDEN_BENCH_JOB;
  if (!text) {
    throw new Error('Started without a job in STONEGARDEN_BENCH_JOB');
  }
  return JSON.parse(text);
}
