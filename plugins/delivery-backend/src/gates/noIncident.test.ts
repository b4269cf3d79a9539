import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { ask, gateFacts } from '../__testUtils__/gateFacts';
import { noIncident } from './noIncident';

describe('no-incident', () => {
  it('passes while the entity names none', async () => {
    expect(
      await ask(noIncident, gateFacts({ incident: { value: null } })),
    ).toMatchObject({ status: 'passed', code: 'NoIncident' });
  });

  it.each([
    [{ text: 'INC-42 Checkout is down' }, 'INC-42 Checkout is down'],
    [
      { text: 'INC-42', url: 'https://status.example/42' },
      'INC-42 https://status.example/42',
    ],
    [
      {
        text: 'See https://status.example/42',
        url: 'https://status.example/42',
      },
      'See https://status.example/42',
    ],
  ])('names the incident: %j', async (incident, said) => {
    expect(
      await ask(noIncident, gateFacts({ incident: { value: incident } })),
    ).toEqual({
      status: 'failed',
      code: 'IncidentOpen',
      message: `There is an open incident: ${said}`,
    });
  });

  it('is left out where the policy says so, whatever is open', async () => {
    expect(
      await ask(
        noIncident,
        gateFacts(
          { incident: { value: { text: 'INC-42' } } },
          { noIncident: false },
        ),
      ),
    ).toMatchObject({ status: 'skipped', code: 'NotRequiredByPolicy' });
  });

  it('is unknown where nothing could be read', async () => {
    const unknown = createReason('FactsNotRead', {});
    for (const world of [{ incident: { unknown } }, {}, undefined]) {
      expect(await ask(noIncident, gateFacts(world))).toMatchObject({
        status: 'unknown',
      });
    }
  });
});
