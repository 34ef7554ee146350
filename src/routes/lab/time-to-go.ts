/** `, about 38 s`: so many ledgers at a pace; nothing while the clock stands still. */
export function timeToGo(ledgers: number, ledgerMs: number | undefined): string {
	if (ledgerMs === undefined) return '';
	const seconds = Math.max(1, Math.round((ledgers * ledgerMs) / 1_000));
	return seconds < 120 ? `, about ${seconds} s` : `, about ${Math.round(seconds / 60)} min`;
}
