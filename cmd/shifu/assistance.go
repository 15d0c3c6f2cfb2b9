package main

import (
	"shifu/app/desk"
	"shifu/internal/assist"
	"shifu/store"
)

// assistance is what proposes answers, the workspace's rules and a model, and
// what has calls written down; the keys lie in the system's keyring.
func assistance(ws *store.Workspace) desk.Assistance {
	vault := assist.NewVault()
	model := assist.New(vault)
	return desk.Assistance{Rules: ws.Rules(), Proposals: ws.Proposals(), Model: model, Persona: model, Vault: vault, Hearing: &assist.Hearing{Vault: vault}}
}
