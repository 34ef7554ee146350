import type { BrowserContext, Page } from '@playwright/test';
import { deployedNetwork, type LocalNetwork } from './local-network.ts';
import { openScene, type Means, type Scene } from './scene.ts';

/** A network with our contracts and nobody on it, for a depositor. */
export type DepositorScene = Scene<LocalNetwork>;

export const openDepositorScene = async (
	context: BrowserContext,
	means: Means
): Promise<DepositorScene> => openScene(context, await deployedNetwork(), 'plain', means);

/** Lets the site see the account, as a person has done once before. */
export function grant({ wallet, host }: DepositorScene): void {
	wallet.allowed.add(host.hostname);
}

export async function openVault(page: Page, { host }: DepositorScene): Promise<void> {
	await page.goto(host.page('vault/'));
}
