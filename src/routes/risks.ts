/** What can be lost here. The same words on their own page and before the first deposit or approval. */
export const RISKS = [
	{
		name: 'The contracts are unproven beyond their tests.',
		text: 'Nobody outside has audited them. A mistake in the vault can cost everything in it.'
	},
	{
		name: 'USDC has an issuer.',
		text: 'It can freeze or claw back what the vault holds. No code of ours can prevent that.'
	},
	{
		name: 'A deposit is locked for a while.',
		text: 'The vault page names the time. Another deposit restarts it for everything still locked. What is free can be withdrawn at any time; no pause stops an exit.'
	},
	{
		name: 'Nothing promises a profit.',
		text: 'Without liquidations the share price stands still. A fill never lowers it: a call that earns too little undoes itself.'
	},
	{
		name: 'The admin chooses pools, assets and limits.',
		text: 'What raises a risk is announced and waits before it holds, two days on networks with real money. Watch the announcements, and leave if you do not like one.'
	},
	{
		name: 'A keeper can lose its XLM.',
		text: 'Lost races cost network fees. Put as much XLM into a session key as you can do without.'
	},
	{
		name: 'The session key lives in this browser alone.',
		text: 'It cannot be exported or backed up. If the browser forgets it, you revoke it and take its XLM back with your wallet. Whoever steals it can spend its XLM and start fills within its limits, and receives nothing of the vault’s.'
	},
	{
		name: 'You trust whoever serves this page.',
		text: 'A false copy can ask for a false signature. Read what the wallet shows, compare it with what this page says, and use a mirror you trust or your own build.'
	}
] as const;
