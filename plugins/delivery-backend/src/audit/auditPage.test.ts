import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');
const PAGE = join(ROOT, 'docs/reference/audit.md');

interface AuditEvent {
  id: string;
  severity: string;
}

/** The sources of all plugins, without tests. */
function sources(): string[] {
  const plugins = join(ROOT, 'plugins');
  return readdirSync(plugins).flatMap(plugin =>
    readdirSync(join(plugins, plugin, 'src'), {
      recursive: true,
      encoding: 'utf8',
    })
      .filter(path => /\.tsx?$/.test(path) && !/\.test\.|__/.test(path))
      .map(path => readFileSync(join(plugins, plugin, 'src', path), 'utf8')),
  );
}

function eventsInCode(): AuditEvent[] {
  return sources().flatMap(text =>
    [
      ...text.matchAll(
        /eventId: '([^']+)',(?:\s*\/\/[^\n]*)*\s*severityLevel: '([^']+)'/g,
      ),
    ].map(([, id, severity]) => ({ id, severity })),
  );
}

const byId = (one: AuditEvent, other: AuditEvent) =>
  one.id < other.id ? -1 : 1;

describe('docs/reference/audit.md', () => {
  it('has every event of the suite with its severity, once, and no other', () => {
    const documented = [
      ...readFileSync(PAGE, 'utf8').matchAll(/^\| `([^`]+)` +\| (\w+) +\|/gm),
    ].map(([, id, severity]) => ({ id, severity }));
    const unique = [
      ...new Map(eventsInCode().map(event => [event.id, event])).values(),
    ];
    expect(unique.length).toBeGreaterThan(10);
    expect(documented.sort(byId)).toEqual(unique.sort(byId));
  });

  it('reads every event: none is written in another form', () => {
    const mentioned = sources().flatMap(text => [
      ...text.matchAll(/\beventId:/g),
    ]);
    expect(eventsInCode()).toHaveLength(mentioned.length);
  });
});
