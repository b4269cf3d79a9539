import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { sentenceOf } from './sentenceOf';

/**
 * The answer to what a reader came for, in words, above the promotion path.
 *
 * @internal
 */
export const StateSentence = (props: { delivery: ServiceDelivery }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { language } = useApi(coreApis.appLanguage).getLanguage();
  // The type of `t` asks for the parameters of one literal key.
  const translate = t as unknown as (
    key: string,
    params: Record<string, string>,
  ) => string;
  const parts = sentenceOf(props.delivery).map(({ key, ...gaps }) => {
    const { names, ...params } = gaps as Record<string, string> & {
      names?: string[];
    };
    return translate(`sentence.${key}`, {
      ...params,
      ...(names ? { names: new Intl.ListFormat(language).format(names) } : {}),
    });
  });
  if (parts.length === 0) return null;
  const [first, ...rest] = parts;
  return (
    <Text as="p" variant="body-large">
      <strong>{first}</strong>
      {rest.map(part => ` ${part}`)}
    </Text>
  );
};
