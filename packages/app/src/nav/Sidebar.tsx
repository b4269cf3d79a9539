import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  NavContentBlueprint,
  type NavContentComponentProps,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { HomeCount } from '@stonegarden/backstage-plugin-delivery';
import { RiMenuLine, RiSearchLine } from '@remixicon/react';
import { appTranslationRef } from '../translation/appTranslationRef';
import { SidebarMark } from './SidebarMark';

const Navigation = ({ navItems }: NavContentComponentProps) => {
  const { t } = useTranslationRef(appTranslationRef);
  // Of plugins whose titles are in English only.
  const titles: Record<string, string> = {
    'page:scaffolder': t('nav.create'),
    'page:catalog-graph': t('nav.graph'),
    'page:user-settings': t('nav.settings'),
  };
  const nav = navItems.withComponent(item => (
    <SidebarItem
      icon={() => item.icon}
      to={item.href}
      text={titles[item.node.spec.id] ?? item.title}
    >
      {item.node.spec.id === 'page:delivery/home' && <HomeCount />}
    </SidebarItem>
  ));

  // Both have items of their own below.
  nav.take('page:search');
  nav.take('page:notifications');

  return (
    <Sidebar>
      <SidebarMark />
      <SidebarGroup
        label={t('nav.search')}
        icon={<RiSearchLine />}
        to="/search"
      >
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label={t('nav.menu')} icon={<RiMenuLine />}>
        {nav.take('page:delivery/home')}
        {nav.take('page:catalog')}
        {nav.take('page:delivery')}
        {nav.take('page:scaffolder')}
        <SidebarScrollWrapper>
          {nav.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsSidebarItem text={t('nav.notifications')} />
      <SidebarGroup
        label={t('nav.settings')}
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {nav.take('page:user-settings')}
      </SidebarGroup>
    </Sidebar>
  );
};

/** Home, Catalog, Delivery, Create; what other plugins bring follows by title. */
export const sidebar = NavContentBlueprint.make({
  params: { component: Navigation },
});
