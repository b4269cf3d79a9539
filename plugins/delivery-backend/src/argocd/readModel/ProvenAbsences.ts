import type { ApplicationKey } from '../client/ArgocdApi';

/** Proof that a service has no Application for an environment, or that the account may not see it. */
export type AbsenceProof = {
  /** What Argo CD was asked for, or said that it deleted: no more than that is proven. */
  key: ApplicationKey;
  /** ISO time at which it was given. */
  at: string;
} & (
  | { kind: 'absent' }
  /** `right` is what the account lacks, as a policy writes it. */
  | { kind: 'forbidden'; right: string }
);

/** Environments that come and go for years must not fill the memory. */
const MAX_PROOFS = 10_000;

/** What one instance has proven not to be there for it, by service and environment. */
export class ProvenAbsences {
  readonly #proofs = new Map<string, AbsenceProof>();

  get(service: string, environment: string): AbsenceProof | undefined {
    return this.#proofs.get(keyOf(service, environment));
  }

  /** Answers whether it says something new. */
  set(service: string, environment: string, proof: AbsenceProof): boolean {
    const key = keyOf(service, environment);
    const known = this.#proofs.get(key);
    this.#proofs.delete(key);
    this.#proofs.set(key, proof);
    for (const oldest of this.#proofs.keys()) {
      if (this.#proofs.size <= MAX_PROOFS) {
        break;
      }
      this.#proofs.delete(oldest);
    }
    return known?.kind !== proof.kind;
  }

  delete(service: string, environment: string): boolean {
    return this.#proofs.delete(keyOf(service, environment));
  }
}

function keyOf(service: string, environment: string): string {
  return `${service}/${environment}`;
}
