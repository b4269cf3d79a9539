import { diagnoseManifest, environmentField } from './diagnoseManifest';
import { parseServiceManifest } from '../parseServiceManifest';
import { manifestText } from '../__testUtils__/manifestText';

function manifest(spec: Record<string, unknown> = {}) {
  const path = 'kubernetes/services/shelf/service.yaml';
  const result = parseServiceManifest(manifestText({ spec }), { path });
  if (result.kind !== 'manifest') {
    throw new Error(JSON.stringify(result));
  }
  return result.manifest;
}

describe('diagnoseManifest', () => {
  const inList = manifest();
  const inMap = manifest({ environments: { dev: { namespace: 'a' } } });

  it.each([
    ['spec.environments[1].namespace', 13, 18],
    ['spec.environments[1].replicas', 12, 7],
    ['spec.environments[1].rollout.steps[0].setWeight', 12, 7],
    ['metadata.name', 4, 9],
    ['spec.sla', 1, 1],
    ['', 1, 1],
  ])('places %s at %d:%d', (field, line, column) => {
    const diagnostic = diagnoseManifest(inList, {
      severity: 'warning',
      code: 'wrong-type',
      message: 'So it is.',
      field,
    });
    expect(diagnostic).toMatchObject({
      file: 'kubernetes/services/shelf/service.yaml',
      line,
      column,
      docs: expect.stringMatching(/docs\/reference\/problems\/wrong-type\.md$/),
    });
  });

  it('names the field of an environment as the manifest writes it', () => {
    expect(environmentField(inList, 'production', 'replicas')).toBe(
      'spec.environments[1].replicas',
    );
    expect(environmentField(inMap, 'dev', 'namespace')).toBe(
      'spec.environments.dev.namespace',
    );
    expect(environmentField(inMap, 'dev')).toBe('spec.environments.dev');
  });
});
