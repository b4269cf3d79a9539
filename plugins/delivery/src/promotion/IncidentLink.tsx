import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Reason } from '@stonegarden/backstage-plugin-delivery-common';
import { NewTabLink } from '../shared/states/NewTabLink';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';

/** Only what leads to the web: the text comes from whoever writes annotations. */
function webAddress({ code, params }: Reason): string | undefined {
  const url = code === 'IncidentOpen' ? params.url : undefined;
  return url &&
    URL.canParse(url) &&
    ['http:', 'https:'].includes(new URL(url).protocol)
    ? url
    : undefined;
}

/**
 * Leads to the incident that a gate is about, where it has a web address.
 *
 * @internal
 */
export const IncidentLink = (props: { reason: Reason }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const url = webAddress(props.reason);
  return url ? (
    <NewTabLink href={url} label={t('gate.incidentLabel')}>
      {t('gate.incident')}
    </NewTabLink>
  ) : null;
};
