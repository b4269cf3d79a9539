import {
  createReason,
  type HealthStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DependencyFact } from '@stonegarden/backstage-plugin-delivery-node';
import { ask, gateFacts } from '../__testUtils__/gateFacts';
import { dependenciesHealthy } from './dependenciesHealthy';

const fact = (
  name: string | undefined,
  value: HealthStatus | 'elsewhere',
): DependencyFact => ({ ...(name ? { name } : {}), health: { value } });

const silent: DependencyFact = {
  name: 'kafka',
  health: { unknown: createReason('ArgocdUnreachable', { instance: 'edge' }) },
};

const judge = (...dependencies: DependencyFact[]) =>
  ask(
    dependenciesHealthy,
    gateFacts(
      { dependencies: { value: dependencies } },
      { dependenciesHealthy: true },
    ),
  );

describe('dependencies-healthy', () => {
  it('passes where all are Healthy, and says which were not judged', async () => {
    expect(
      await judge(
        fact('kafka', 'Healthy'),
        fact('postgres', 'Healthy'),
        fact('vault', 'elsewhere'),
      ),
    ).toEqual({
      status: 'passed',
      code: 'DependenciesHealthy',
      message:
        'What the service depends on is Healthy in production: kafka, postgres. Not judged, as the portal knows no production of them: vault.',
    });
  });

  it('has nothing to judge without any, or without any there', async () => {
    expect(await judge()).toMatchObject({
      status: 'skipped',
      code: 'NoDependencies',
    });
    expect(
      await judge(fact('vault', 'elsewhere'), fact(undefined, 'elsewhere')),
    ).toMatchObject({
      status: 'skipped',
      code: 'DependenciesNotJudged',
      message: expect.stringContaining('vault, 1 not named here'),
    });
  });

  it.each<HealthStatus>(['Degraded', 'Missing', 'Suspended'])(
    'fails while one is %s, whatever else is not known',
    async health => {
      expect(
        await judge(silent, fact('postgres', health), fact('x', 'Progressing')),
      ).toMatchObject({
        status: 'failed',
        code: 'DependenciesUnhealthy',
        message: `The service depends on something that is not Healthy in production: postgres (${health}). Try again when all are Healthy.`,
      });
    },
  );

  it('waits for one that is Progressing', async () => {
    expect(
      await judge(fact('kafka', 'Progressing'), fact('postgres', 'Healthy')),
    ).toMatchObject({ status: 'pending', code: 'DependenciesProgressing' });
  });

  it('is unknown while an Argo CD does not say, and names it', async () => {
    expect(
      await judge(
        fact('postgres', 'Healthy'),
        fact('x', 'Progressing'),
        silent,
      ),
    ).toEqual({
      status: 'unknown',
      code: 'DependenciesUnknown',
      message:
        'It is not known whether all that the service depends on is Healthy in production: kafka. Argo CD edge does not answer.',
    });
    expect(await judge(fact('kafka', 'Unknown'))).toMatchObject({
      status: 'unknown',
    });
  });

  it('names neither a service that the viewer may not see nor its Argo CD', async () => {
    const { message } = await judge({ health: silent.health });
    expect(message).toContain('1 not named here');
    expect(message).not.toMatch(/kafka|edge/);
    expect(await judge(fact(undefined, 'Degraded'))).toMatchObject({
      status: 'failed',
      message: expect.stringContaining(': 1 not named here.'),
    });
  });

  it('is unknown where nobody looked, and left out where the policy does not ask', async () => {
    expect(
      await ask(
        dependenciesHealthy,
        gateFacts({}, { dependenciesHealthy: true }),
      ),
    ).toMatchObject({ status: 'unknown' });
    expect(await ask(dependenciesHealthy, gateFacts({}))).toMatchObject({
      status: 'skipped',
      code: 'NotRequiredByPolicy',
    });
  });
});
