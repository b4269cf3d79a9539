import { suggest } from './suggest';

describe('suggest', () => {
  const services = ['kafka', 'kafka-demo', 'postgres-operator', 'n8n'];

  it.each([
    ['kakfa', 'kafka'],
    ['Kafka', 'kafka'],
    ['kafk', 'kafka'],
    ['postgress-operator', 'postgres-operator'],
    ['kafka-dmo', 'kafka-demo'],
    ['n8m', 'n8n'],
    ['redis', undefined],
    ['', undefined],
  ])('answers %j with %j', (word, expected) => {
    expect(suggest(word, services)).toBe(expected);
  });
});
