import { fieldInWords } from './fieldInWords';

describe('fieldInWords', () => {
  it.each([
    ['name', 'Name'],
    ['owner.slack', 'Slack channel'],
    ['sla.latency', 'Latency'],
    ['healthPath', 'Health check'],
    ['environments', 'Environments'],
    ['environments[0]', 'Environment 1'],
    ['environments[1].name', 'Environment 2, Name'],
    ['environments[10].replicas', 'Environment 11, Pods'],
  ])('%s is %s', (field, words) => {
    expect(fieldInWords(field)).toBe(words);
  });
});
