import { ConflictError } from '@backstage/errors';
import { isBuiltInGateId } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  Gate,
  GatesExtensionPoint,
} from '@stonegarden/backstage-plugin-delivery-node';

/** The gates that modules add; each has an id of its own, which none of this package's gates has. */
export class GateRegistry implements GatesExtensionPoint {
  readonly #gates: Gate[] = [];

  get gates(): readonly Gate[] {
    return this.#gates;
  }

  addGate(...gates: Gate[]): void {
    for (const gate of gates) {
      if (
        isBuiltInGateId(gate.id) ||
        this.#gates.some(({ id }) => id === gate.id)
      ) {
        throw new ConflictError(
          `There are two gates with the id ${gate.id}. Give each gate an id of its own.`,
        );
      }
      this.#gates.push(gate);
    }
  }
}
