import fc from 'fast-check';
import { checkManifestSet, checkManifestSetInSteps } from './checkManifestSet';
import { parseServiceManifest } from './parseServiceManifest';
import type { ServiceManifest } from './ServiceManifest';
import { runSteps, Steps } from './Steps';
import { manifestText } from './__testUtils__/manifestText';

function* count(to: number): Steps<number> {
  for (let i = 0; i < to; i++) {
    yield;
  }
  return to;
}

/** Does steps and says how long the longest of them took, in milliseconds. */
function longestStep<T>(steps: Steps<T>): number {
  let longest = 0;
  for (;;) {
    const begun = performance.now();
    const { done } = steps.next();
    longest = Math.max(longest, performance.now() - begun);
    if (done) {
      return longest;
    }
  }
}

function manifest(
  path: string,
  name: string,
  spec: Record<string, unknown>,
): ServiceManifest {
  const result = parseServiceManifest(manifestText({ name, spec }), { path });
  if (result.kind !== 'manifest') {
    throw new Error(`The test's manifest is ${JSON.stringify(result)}`);
  }
  return result.manifest;
}

describe('runSteps', () => {
  it('gives what the steps give in the end', () => {
    expect(runSteps(count(3))).toBe(3);
    expect(runSteps(count(0))).toBe(0);
  });
});

describe('checkManifestSetInSteps', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'kafka', 'kakfa', 'services/b');
  const name = fc.constantFrom('a', 'b', 'c', 'kafka');
  const one = fc.record({
    name,
    aliases: fc.uniqueArray(name, { maxLength: 2 }),
    dependencies: fc.uniqueArray(word, { maxLength: 4 }),
    team: fc.constantFrom('sre', 'product'),
    namespace: fc.constantFrom('x', 'y', 'z'),
  });

  it('gives what the check at once gives, whatever several of them do meanwhile', () => {
    const setOf = fc.array(one, { maxLength: 6 }).map(parts =>
      parts.map(({ name: called, team, namespace, ...spec }, index) =>
        manifest(`kubernetes/services/s${index}/service.yaml`, called, {
          ...spec,
          owner: { team },
          environments: { dev: { namespace } },
        }),
      ),
    );
    fc.assert(
      fc.property(setOf, setOf, (first, second) => {
        const running = [first, second].map(set =>
          checkManifestSetInSteps(set.slice(1), {
            alsoKnown: set.slice(0, 1),
          }),
        );
        const results = new Array<unknown>(running.length);
        for (let left = running.length; left > 0; ) {
          for (const [index, steps] of running.entries()) {
            const step = steps.next();
            if (step.done && results[index] === undefined) {
              results[index] = step.value;
              left -= 1;
            }
          }
        }
        expect(results).toEqual(
          [first, second].map(set =>
            checkManifestSet(set.slice(1), { alsoKnown: set.slice(0, 1) }),
          ),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('has no long step, also where none of 30,000 dependencies exists', () => {
    const template = manifest('kubernetes/services/x/service.yaml', 'x', {
      dependencies: ['a', 'b', 'c'],
    });
    const many = Array.from({ length: 10_000 }, (_, at): ServiceManifest => {
      const folder = `service-${at}`;
      return {
        ...template,
        name: folder,
        location: {
          ...template.location,
          folder,
          path: `kubernetes/services/${folder}/service.yaml`,
        },
        dependencies: ['nowhere', 'services/nowhere', 'elsewhere'].map(ref => ({
          ref: `${ref}-${at}`,
          optional: false,
        })),
      };
    });
    const longest = longestStep(checkManifestSetInSteps(many));
    // A step takes well below a millisecond; what a busy machine adds must not fail the test.
    expect(longest).toBeLessThan(50);
  });
});
