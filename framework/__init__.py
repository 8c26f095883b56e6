"""WHAT people grow along: a career framework as frozen values. Pure; imports nothing of ours."""
