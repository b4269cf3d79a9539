import { ConflictError } from '@backstage/errors';
import type {
  Gate,
  GatesExtensionPoint,
} from '@stonegarden/backstage-plugin-delivery-node';
import { BUILT_IN_GATES } from './builtInGates';

/** The gates of this package, and after them those that modules add. */
export class GateRegistry implements GatesExtensionPoint {
  readonly #gates: Gate[] = [...BUILT_IN_GATES];

  get gates(): readonly Gate[] {
    return this.#gates;
  }

  addGate(...gates: Gate[]): void {
    for (const gate of gates) {
      if (this.#gates.some(({ id }) => id === gate.id)) {
        throw new ConflictError(
          `There are two gates with the id ${gate.id}. Give each gate an id of its own.`,
        );
      }
      this.#gates.push(gate);
    }
  }
}
