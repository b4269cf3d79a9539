import { z } from 'zod';
import type { Diagnostic } from './diagnostics/Diagnostic';
import { valueAt } from './yaml/fieldPath';
import { LIMITS } from './yaml/limits';
import { readDocuments, YamlDocument } from './yaml/readDocuments';
import { email, slackChannel, slug, webAddress } from './schema/schemaScalars';
import { DEFAULT_API_GROUP } from './names';
import { validateDocument } from './schema/validateDocument';

const MEMBER = 'write the name of a user as the catalog knows it';

const teamSchema = z.object({
  name: slug,
  title: z.string().optional(),
  description: z.string().optional(),
  slack: slackChannel.optional(),
  email: email.optional(),
  oncall: webAddress.optional(),
  members: z.array(z.string().min(1, { error: MEMBER })).optional(),
});

const teamsSchema = z.object({
  apiVersion: z.string(),
  kind: z.literal('Teams'),
  metadata: z.record(z.string(), z.unknown()).optional(),
  spec: z.object({ teams: z.array(teamSchema) }),
});

/**
 * A team and how to reach it, from a document of kind Teams.
 *
 * @public
 */
export interface Team {
  name: string;
  title?: string;
  description?: string;
  /** Slack channel with its leading `#`. */
  slack?: string;
  email?: string;
  /** URL of the on-call schedule. */
  oncall?: string;
  /** Names of users, as the catalog knows them. */
  members?: string[];
}

/**
 * Reads every document `kind: Teams` of our API group in a file; others are skipped. A team with an error is left
 * out and reported; the others are kept. Of two teams with one name the first counts. Never throws.
 *
 * @public
 */
export function parseTeams(
  text: string,
  options: { path: string; apiGroup?: string },
): { teams: Team[]; diagnostics: Diagnostic[] } {
  const { path, apiGroup = DEFAULT_API_GROUP } = options;
  const diagnostics: Diagnostic[] = [];
  const teams = new Map<string, Team>();
  const documents =
    text.length > LIMITS.fileSize ? [] : readDocuments(text, path);
  for (const document of documents.filter(one => isTeams(one, apiGroup))) {
    const { errors, warnings } = validateDocument(teamsSchema, document, {
      path,
      noun: 'a list of teams',
    });
    diagnostics.push(...errors, ...warnings);
    for (const team of readTeams(document)) {
      if (!teams.has(team.name)) {
        teams.set(team.name, team);
      }
    }
  }
  return {
    teams: [...teams.values()],
    diagnostics: diagnostics.slice(0, LIMITS.diagnostics),
  };
}

function isTeams({ value }: YamlDocument, apiGroup: string): boolean {
  const apiVersion = valueAt(value, ['apiVersion']);
  return (
    typeof apiVersion === 'string' &&
    apiVersion.startsWith(`${apiGroup}/`) &&
    valueAt(value, ['kind']) === 'Teams'
  );
}

function readTeams({ value }: YamlDocument): Team[] {
  const entries = valueAt(value, ['spec', 'teams']);
  return (Array.isArray(entries) ? entries : []).flatMap((entry): Team[] => {
    const parsed = teamSchema.safeParse(entry);
    if (!parsed.success) {
      return [];
    }
    const { slack, ...team } = parsed.data;
    return [slack ? { ...team, slack: `#${slack.replace(/^#/, '')}` } : team];
  });
}
