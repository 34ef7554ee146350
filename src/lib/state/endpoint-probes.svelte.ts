import type { EndpointReport } from '#lib/chain/probe-endpoint.ts';
import { readErrorText } from '#lib/keeper/read-error-text.ts';

export type Probe =
	| { readonly kind: 'asking' }
	| { readonly kind: 'answered'; readonly report: EndpointReport }
	| { readonly kind: 'failed'; readonly reason: string };

/** Asks endpoints what they are, one question page at a time. */
export class EndpointProbes {
	#probes = $state.raw<Readonly<Record<string, Probe>>>({});

	/** `undefined`: not asked yet. */
	of(url: string): Probe | undefined {
		return this.#probes[url];
	}

	/** Ledgers that it is behind the one furthest ahead; `undefined`: not known. */
	lagOf(url: string): number | undefined {
		const ledgers = Object.values(this.#probes).flatMap((probe) => ledgerOf(probe) ?? []);
		const own = ledgerOf(this.#probes[url]);
		return own === undefined ? undefined : Math.max(...ledgers) - own;
	}

	async ask(urls: readonly string[], signal: AbortSignal): Promise<void> {
		const { probeEndpoint } = await import('#lib/chain/probe-endpoint.ts');
		await Promise.all(
			urls.map(async (url) => {
				this.#set(url, { kind: 'asking' });
				const report = await probeEndpoint(url, signal);
				this.#set(
					url,
					report.ok
						? { kind: 'answered', report: report.value }
						: { kind: 'failed', reason: readErrorText(report.error) }
				);
			})
		);
	}

	#set(url: string, probe: Probe): void {
		this.#probes = { ...this.#probes, [url]: probe };
	}
}

const ledgerOf = (probe: Probe | undefined): number | undefined =>
	probe?.kind === 'answered' ? probe.report.latestLedger : undefined;
