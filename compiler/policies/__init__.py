"""House rules as data, over the models of the language: which objects keep to a policy and which are excused.

`paths` says what a policy may look at, `deciding` whether a condition holds of an object, `known` which policies there
are, `judging` what is found. The shape of policies and waivers is `schemas.policies`.
"""
