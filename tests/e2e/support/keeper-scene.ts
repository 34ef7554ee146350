import type { BrowserContext } from '@playwright/test';
import type { HostKind } from './hosts.ts';
import { openScene, type Means, type Scene } from './scene.ts';
import { worldNetwork, type WorldNetwork } from './world-network.ts';

/** A seeded world, for whoever keeps in it. */
export type KeeperScene = Scene<WorldNetwork>;

interface Options {
	/** Where the page stands. On any but an origin of its own no key for a network outside the page is made. */
	readonly kind?: HostKind;
	/** Of the wallet's account. Without: it does not exist. */
	readonly means?: Means;
	readonly seed?: string;
	readonly ledgerMs?: number;
}

export const openKeeperScene = async (
	context: BrowserContext,
	{ kind = 'sub-domain', means, ...world }: Options = {}
): Promise<KeeperScene> => openScene(context, await worldNetwork(world), kind, means);
