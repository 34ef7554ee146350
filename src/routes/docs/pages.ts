export const DOCS = [
	{
		path: '/docs/setup/',
		name: 'Setup',
		text: 'From looking around to a deposit and a running keeper.'
	},
	{
		path: '/docs/risk/',
		name: 'Risk, in plain words',
		text: 'What can be lost, and what cannot. Read it once before money is involved.'
	},
	{
		path: '/docs/troubleshooting/',
		name: 'Troubleshooting',
		text: 'What a message means and what to do next.'
	},
	{
		path: '/docs/glossary/',
		name: 'Glossary',
		text: 'The words of these pages, one sentence each.'
	}
] as const;
