import type { Entity } from '@backstage/catalog-model';
import type { IncidentFact } from '@stonegarden/backstage-plugin-delivery-node';
import { INCIDENT_ANNOTATION } from '@stonegarden/service-manifest';

/** A sentence, not a report: it stands in a list of gates, in pull requests and in notifications. */
const MAX_LENGTH = 300;
const ADDRESS = /https?:\/\/[^\s<>"'`\\]+/i;
/** What ends a sentence, and not an address. */
const TRAILING = /[.,;:!?)\]}]+$/;

/** A web address that people can follow: none that carries a password, and no other scheme. */
function addressIn(text: string): string | undefined {
  const found = ADDRESS.exec(text)?.[0].replace(TRAILING, '');
  if (!found || !URL.canParse(found)) {
    return undefined;
  }
  const { protocol, username, password } = new URL(found);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && !username && !password ? found : undefined;
}

/** The open incident of a service, as its entity says; null where it says none. */
export function readIncident(entity: Entity): IncidentFact | null {
  const text = (entity.metadata.annotations?.[INCIDENT_ANNOTATION] ?? '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (!text) {
    return null;
  }
  const characters = Array.from(text);
  const url = addressIn(text);
  return {
    text:
      characters.length > MAX_LENGTH
        ? `${characters.slice(0, MAX_LENGTH - 1).join('')}…`
        : text,
    ...(url ? { url } : {}),
  };
}
