const WORDS: Record<string, string> = {
  owner: 'Owner',
  'owner.team': 'Owner',
  'owner.slack': 'Slack channel',
  'owner.email': 'E-mail address',
  'owner.oncall': 'On-call address',
  image: 'Image',
  healthPath: 'Health check',
  dependencies: 'Depends on',
  schemaUrl: 'Address of the schema',
  autoSync: 'Deploy each merge without a click',
  replicas: 'Pods',
  sloRules: 'Measure the SLA',
};

/**
 * A field as the form and people call it: `environments[1].replicas` is `Environment 2, Pods`.
 *
 * @internal
 */
export function fieldInWords(field: string): string {
  const [, index, inner] =
    /^environments\[(\d+)\](?:\.(.+))?$/.exec(field) ?? [];
  if (index !== undefined) {
    const place = `Environment ${Number(index) + 1}`;
    return inner ? `${place}, ${fieldInWords(inner)}` : place;
  }
  const last = field.split('.').at(-1) ?? field;
  return (
    WORDS[field] ?? last.charAt(0).toLocaleUpperCase('en-US') + last.slice(1)
  );
}
