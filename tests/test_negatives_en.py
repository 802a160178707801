"""Hard negatives in English: words of attack, victims and hospitals, and no attack of war or repression."""

from __future__ import annotations

import pytest

from solferino import gazetteer
from solferino.extract import rules
from solferino.records import Reading

NEGATIVES = [
    " ".join(text.split())
    for text in """
The Ministry of Health announced a budget of 40 million dollars for the regional hospital in Lublin. Officials said the money
will target waiting times, which hit a record last winter.

A cholera outbreak has killed at least 62 people and put 400 in hospital in the northern province, the health ministry said on
Tuesday. Doctors warned that clinics were overwhelmed.

A 54-year-old teacher died of a heart attack in a school in Porto on Monday, the ambulance service said. Two colleagues tried
to save him.

United hit back with a late strike to destroy Rovers 4-1 in front of 30,000 fans. The striker, who was injured in March, fired
home twice and was targeted by the home crowd.

Hackers attacked the computers of a hospital in Dublin on Friday, forcing the clinic to cancel 300 appointments. The cyber
attack was the second this year, the minister said.

Nurses went on strike at three hospitals in Accra on Monday after talks with the government collapsed. The union said 2,000
members joined the strike action.

An explosion caused by a gas leak destroyed a bakery in Lyon on Saturday, killing three people and injuring 40 others, the
fire service said. Police ruled out an attack.

A bus carrying pupils crashed into a bridge near Nairobi, killing eleven children and injuring 23. The driver was taken to
hospital, police said.

A powerful earthquake hit the city of Izmir on Friday, destroying homes and damaging a hospital. At least 27 people were
killed and more than 800 injured, the disaster agency reported.

Firefighters battled a blaze that destroyed an apartment building in Riga overnight. Four residents died and nine were hurt;
the cause is not known, a spokesman said.

The film festival opened with a war drama in which soldiers storm a hospital and bomb a village. Critics said the director's
attack on the viewer is relentless.

The museum in Ypres shows how shelling destroyed the town a century ago. The exhibition opens on Monday and is free for
schools, the director said.

The central bank launched an aggressive assault on inflation, raising rates by half a point. Shares in hospital operators were
hit hard, analysts said.

The health minister defended a plan to close two maternity hospitals, which critics called an attack on rural families.
Protesters outside parliament demanded talks.

Lightning struck a football pitch in Lima on Sunday, killing one player and injuring five. The match was abandoned, the club
said.

A vaccination campaign targeting 2 million children began on Monday in the camps, the UN agency said. Health workers will
visit schools and clinics for ten days.

A shark attack killed a surfer near Perth on Thursday, the coast guard said. A doctor at the local hospital confirmed the
death.

A small plane crashed into a house near Denver, killing the pilot and two residents, officials said. Firefighters and
ambulances rushed to the scene.

Floods destroyed 300 homes and damaged a clinic in the delta, displacing 4,000 people, the Red Cross reported on Wednesday. No
deaths have been confirmed.

A jury convicted a burglar who robbed a pharmacy and wounded the owner with a knife. The prosecutor had asked for ten years.

A patient attacked a nurse at a clinic in Leeds on Monday, police said. The nurse suffered a broken arm and a 30-year-old man
was arrested.

The army band will play at the children's hospital on Saturday to mark the anniversary, the hospital director said. Families
of patients are invited.

The university opened a new medical centre for war veterans. The president said the conflict had left thousands of soldiers in
need of care.

The two governments signed an agreement on water and power stations on Friday. Ministers said the deal would strike a balance
between farmers and cities.

An earthquake destroyed a hospital and four schools in the mountain town, killing at least 60 people and injuring 200, the
government said. The army sent helicopters and troops to help the rescuers.

The committee reviewed the maternity clinic's accounts and attacked the management for what it called a war on nurses' pay.
Strikes by hospital staff are planned for Monday; unions said 500 doctors would strike at six hospitals.

The two armies held joint exercises near the border, firing missiles and artillery at targets. No one was hurt. The defence
ministry said drones and warplanes took part in the drills.

The museum opens an exhibition on the bombing of the city's churches and hospitals in 1943, in which more than 2,000 civilians
were killed. Veterans and survivors attended the ceremony.

Strikes by teachers closed hundreds of schools across the country on Thursday. The union said the strike hit 80 percent of
schools and would continue. The government condemned the action.

A 23-year-old man was taken to hospital with gunshot wounds after a shooting outside a nightclub in Leeds on Saturday. Police said
they were treating the attack as gang-related.

A cyberattack on the national health service shut down clinics on Friday. It was the third attack on hospitals since March,
officials said.

At least 31 people, including children, were killed when a bus plunged into a ravine near Cusco, police said.

Since January, 214 people have been killed on the country's roads, including 31 children, the transport ministry said.

A convoy carrying food aid reached the flooded villages on Monday. The trucks brought rice and medicines, the agency said.

The forward scored three goals as Israel attacked Austria from the start and killed the game before half-time.

Fighters of the two armies exchanged artillery fire along the front line on Monday. The army said it destroyed four tanks and
killed 30 enemy soldiers.

The book tells of the siege of a hospital during the civil war a century ago. The author said the novel draws on letters of nurses.

Kenyan soldiers serving with the African Union force in Somalia raided a rebel camp before dawn on Friday and killed 31 militants,
the ministry said. Infantry attacked the camp near Bosaso in the Bari region after surveillance aircraft had spotted fighters there,
and mortars and artillery were used to destroy it.

Wolves killed 14 sheep on a farm near Turin, and farmers said attacks on livestock have doubled since 2020.
""".strip().split("\n\n")
]


@pytest.mark.parametrize("text", NEGATIVES, ids=lambda t: t[:40])
def test_daily_life_raises_no_alarm(text: str) -> None:
    reading = Reading(source="s", reader="test", version="1", text=text, lang="en", published="2019-05-14")
    assert rules.extract(reading, run="r", gazetteer=gazetteer.load()) == ()
    bare = Reading(source="s", reader="test", version="1", text=text.replace(",", ""), lang="en", published="2019-05-14")
    assert rules.extract(bare, run="r", gazetteer=gazetteer.load()) == ()
