/** Written by scripts/emoji.mjs from emojibase-data 17.0.0 (MIT, © Miles Johnson), whose names are Unicode CLDR's (Unicode licence v3). */
export default [
  `😀||grinning|grinning face|cheerful cheery happy laugh nice smile smiling teeth
😃||smiley|grinning face with big eyes|awesome happy mouth open smile smiling teeth yay
😄||smile|grinning face with smiling eyes|happy laugh lol mouth open smile
😁||grin|beaming face with smiling eyes|grin grinning happy nice smile teeth
😆||laughing satisfied|grinning squinting face|closed eyes haha hahaha happy laugh lol mouth open rofl smile smiling
😅||sweat_smile|grinning face with sweat|cold dejected excited mouth nervous open smile smiling stress stressed
🤣||rofl|rolling on the floor laughing|crying face funny haha happy hehe hilarious joy lmao lol rofl roflmao tear
😂||joy|face with tears of joy|crying feels funny haha happy hehe hilarious laugh lmao lol rofl roflmao
🙂||slightly_smiling_face|slightly smiling face|happy smile
🙃||upside_down_face|upside-down face|hehe smile
🫠||melting_face|melting face|disappear dissolve embarrassed haha heat hot liquid lol sarcasm sarcastic
😉||wink|winking face|flirt heartbreaker sexy slide tease winks
😊||blush|smiling face with smiling eyes|blush glad satisfied smile
😇||innocent|smiling face with halo|angel angelic angels blessed fairy fairytale fantasy happy innocent peaceful smile spirit tale
🥰||smiling_face_with_three_hearts|smiling face with hearts|3 adore crush ily love romance smile you
😍||heart_eyes|smiling face with heart-eyes|143 bae feels hearts ily kisses love romance romantic smile xoxo
🤩||star_struck|star-struck|excited eyes face grinning smile starry-eyed wow
😘||kissing_heart|face blowing a kiss|adorbs bae flirt heart ily love lover miss muah romantic smooch xoxo you
😗||kissing|kissing face|143 date dating flirt ily love smooch smooches xoxo you
☺️||relaxed|smiling face|happy outlined relaxed smile
😚||kissing_closed_eyes|kissing face with closed eyes|143 bae blush date dating flirt ily kisses smooches xoxo
😙||kissing_smiling_eyes|kissing face with smiling eyes|143 closed date dating flirt ily kisses love night smile
🥲||smiling_face_with_tear|smiling face with tear|glad grateful happy joy pain proud relieved smile smiley touched
😋||yum|face savoring food|delicious eat full hungry smile smiling tasty um yum yummy
😛||stuck_out_tongue|face with tongue|awesome cool nice party stuck-out sweet
😜||stuck_out_tongue_winking_eye|winking face with tongue|crazy epic eye funny joke loopy nutty party stuck-out wacky weirdo yolo
🤪||zany_face|zany face|crazy eye eyes goofy large small
😝||stuck_out_tongue_closed_eyes|squinting face with tongue|closed eye eyes gross horrible omg stuck-out taste whatever yolo
🤑||money_mouth_face|money-mouth face|paid
🤗||hugs|smiling face with open hands|hug hugging
🤭||hand_over_mouth|face with hand over mouth|giggle giggling oops realization secret shock sudden surprise whoops
🫢||face_with_open_eyes_and_hand_over_mouth|face with open eyes and hand over mouth|amazement awe disbelief embarrass gasp omg quiet scared shock surprise
🫣||face_with_peeking_eye|face with peeking eye|captivated embarrass hide hiding peep scared shy stare
🤫||shushing_face|shushing face|quiet shh
🤔||thinking|thinking face|chin consider hmm ponder pondering wondering
🫡||saluting_face|saluting face|good luck ma’am ok respect salute sir troops yes
🤐||zipper_mouth_face|zipper-mouth face|keep quiet secret shut
🤨||raised_eyebrow|face with raised eyebrow|disapproval disbelief distrust emoji hmm mild skeptic skeptical skepticism surprise what
😐||neutral_face|neutral face|awkward blank deadpan expressionless fine jealous meh oh shade straight unamused unhappy unimpressed whatever
😑||expressionless|expressionless face|awkward dead fine inexpressive jealous meh not oh omg straight uh unhappy unimpressed whatever
😶||no_mouth|face without mouth|awkward blank expressionless mouthless mute quiet secret silence silent speechless
🫥||dotted_line_face|dotted line face|depressed disappear hidden hide introvert invisible meh whatever wtv
😶‍🌫️||face_in_clouds|face in clouds|absentminded fog head
😏||smirk|smirking face|boss dapper flirt homie kidding leer shade slick sly smug snicker suave suspicious swag
😒||unamused|unamused face|... bored fine jealous jel jelly pissed smh ugh uhh unhappy weird whatever
🙄||roll_eyes|face with rolling eyes|eyeroll shade ugh whatever
😬||grimacing|grimacing face|awk awkward dentist grimace grinning smile smiling
😮‍💨||face_exhaling|face exhaling|blow blowing exhale exhausted gasp groan relief sigh smiley smoke whisper whistle
🤥||lying_face|lying face|liar lie pinocchio
🫨||shaking_face|shaking face|crazy daze earthquake omg panic shock surprise vibrate whoa wow
🙂‍↔️|||head shaking horizontally|no shake
🙂‍↕️|||head shaking vertically|nod yes
😌||relieved|relieved face|calm peace relief zen
😔||pensive|pensive face|awful bored dejected died disappointed losing lost sad sucks
😪||sleepy|sleepy face|crying good night sad sleeping tired
🤤||drooling_face|drooling face|
😴||sleeping|sleeping face|bed bedtime good goodnight nap night tired whatever yawn zzz
😷||mask|face with medical mask|cold dentist dermatologist doctor dr germs medicine sick
🤒||face_with_thermometer|face with thermometer|ill sick
🤕||face_with_head_bandage|face with head-bandage|hurt injury ouch
🤢||nauseated_face|nauseated face|gross nasty sick vomit
🤮||vomiting_face|face vomiting|barf ew gross puke sick spew throw up
🤧||sneezing_face|sneezing face|fever flu gesundheit sick sneeze
🥵||hot_face|hot face|dying feverish heat panting red-faced stroke sweating tongue
🥶||cold_face|cold face|blue blue-faced freezing frostbite icicles subzero teeth
🥴||woozy_face|woozy face|dizzy drunk eyes intoxicated mouth tipsy uneven wavy
😵||dizzy_face|face with crossed-out eyes|dead dizzy feels knocked sick tired
😵‍💫||face_with_spiral_eyes|face with spiral eyes|confused dizzy hypnotized omg smiley trouble whoa woah woozy
🤯||exploding_head|exploding head|blown explode mind mindblown no shocked way
🤠||cowboy_hat_face|cowboy hat face|cowgirl
🥳||partying_face|partying face|bday birthday celebrate celebration excited happy hat hooray horn
🥸||disguised_face|disguised face|eyebrow glasses incognito moustache mustache nose person spy tache tash
😎||sunglasses|smiling face with sunglasses|awesome beach bright bro chilling cool rad relaxed shades slay smile style swag win
🤓||nerd_face|nerd face|brainy clever expert geek gifted glasses intelligent smart
🧐||monocle_face|face with monocle|classy fancy rich stuffy wealthy
😕||confused|confused face|befuddled confusing dunno frown hm meh not sad sorry sure
🫤||face_with_diagonal_mouth|face with diagonal mouth|confused confusion disappointed doubt doubtful frustrated frustration meh skeptical unsure whatever wtv
😟||worried|worried face|anxious butterflies nerves nervous sad stress stressed surprised worry
🙁||slightly_frowning_face|slightly frowning face|sad
☹️||frowning_face|frowning face|sad
😮||open_mouth|face with open mouth|believe forgot omg shocked surprised sympathy unbelievable unreal whoa wow you
😯||hushed|hushed face|epic omg stunned surprised whoa woah
😲||astonished|astonished face|cost no omg shocked totally way
😳||flushed|flushed face|amazed awkward crazy dazed dead disbelief embarrassed geez heat hot impressed jeez what wow
🥺||pleading_face|pleading face|begging big eyes mercy not please pretty puppy sad why
🥹||face_holding_back_tears|face holding back tears|admiration aww cry embarrassed feelings grateful gratitude joy please proud resist sad
😦||frowning|frowning face with open mouth|caught guard scared scary surprise what wow
😧||anguished|anguished face|forgot scared scary stressed surprise unhappy what wow
😨||fearful|fearful face|afraid anxious blame scared worried
😰||cold_sweat|anxious face with sweat|blue cold eek mouth nervous open rushed scared yikes
😥||disappointed_relieved|sad but relieved face|anxious call close complicated disappointed not sweat time whew
😢||cry|crying face|awful feels miss sad tear triste unhappy
😭||sob|loudly crying face|bawling sad sob tear tears unhappy
😱||scream|face screaming in fear|epic fearful munch scared screamer shocked surprised woah
😖||confounded|confounded face|annoyed confused cringe distraught feels frustrated mad sad
😣||persevere|persevering face|concentrate concentration focus headache persevere
😞||disappointed|disappointed face|awful blame dejected fail losing sad unhappy
😓||sweat|downcast face with sweat|close cold feels headache nervous sad scared yikes
😩||weary|weary face|crying fail feels hungry mad nooo sad sleepy tired unhappy
😫||tired_face|tired face|cost feels nap sad sneeze
🥱||yawning_face|yawning face|bedtime bored goodnight nap night sleep sleepy tired whatever zzz
😤||triumph|face with steam from nose|anger angry feels fume fuming furious fury mad triumph unhappy won
😡||pout rage|enraged face|anger angry feels mad maddening pouting red shade unhappy upset
😠||angry|angry face|anger blame feels frustrated mad maddening rage shade unhappy upset
🤬||cursing_face|face with symbols on mouth|censor cursing cussing mad pissed swearing
😈||smiling_imp|smiling face with horns|demon devil evil fairy fairytale fantasy purple shade smile tale
👿||imp|angry face with horns|demon devil evil fairy fairytale fantasy imp mischievous purple shade tale
💀||skull|skull|body dead death face fairy fairytale i’m lmao monster tale yolo
☠️||skull_and_crossbones|skull and crossbones|dead death face monster
💩||hankey poop shit|pile of poo|bs comic doo dung face fml monster poop smelly smh stink stinks stinky turd
🤡||clown_face|clown face|
👹||japanese_ogre|ogre|creature devil face fairy fairytale fantasy mask monster scary tale
👺||japanese_goblin|goblin|angry creature face fairy fairytale fantasy mask mean monster tale
👻||ghost|ghost|boo creature excited face fairy fairytale fantasy halloween haunting monster scary silly tale
👽||alien|alien|creature extraterrestrial face fairy fairytale fantasy monster space tale ufo
👾||space_invader|alien monster|creature extraterrestrial face fairy fairytale fantasy game gamer games pixelated space tale ufo
🤖||robot|robot|face monster
😺||smiley_cat|grinning cat|animal face mouth open smile smiling
😸||smile_cat|grinning cat with smiling eyes|animal face smile
😹||joy_cat|cat with tears of joy|animal face laugh laughing lol
😻||heart_eyes_cat|smiling cat with heart-eyes|animal face love smile
😼||smirk_cat|cat with wry smile|animal face ironic
😽||kissing_cat|kissing cat|animal closed eye eyes face
🙀||scream_cat|weary cat|animal face oh surprised
😿||crying_cat_face|crying cat|animal face sad tear
😾||pouting_cat|pouting cat|animal face
🙈||see_no_evil|see-no-evil monkey|embarrassed face forbidden forgot gesture hide omg prohibited scared secret smh watch
🙉||hear_no_evil|hear-no-evil monkey|animal ears face forbidden gesture listen not prohibited secret shh tmi
🙊||speak_no_evil|speak-no-evil monkey|animal face forbidden gesture not oops prohibited quiet secret stealth
💌||love_letter|love letter|heart mail romance valentine
💘||cupid|heart with arrow|143 adorbs cupid date emotion ily love romance valentine
💝||gift_heart|heart with ribbon|143 anniversary emotion ily kisses valentine xoxo
💖||sparkling_heart|sparkling heart|143 emotion excited good ily kisses morning night sparkle xoxo
💗||heartpulse|growing heart|143 emotion excited heartpulse ily kisses muah nervous pulse xoxo
💓||heartbeat|beating heart|143 cardio emotion heartbeat ily love pulsating pulse
💞||revolving_hearts|revolving hearts|143 adorbs anniversary emotion
💕||two_hearts|two hearts|143 anniversary date dating emotion ily kisses love loving xoxo
💟||heart_decoration|heart decoration|143 emotion hearth purple white
❣️||heavy_heart_exclamation|heart exclamation|heavy mark punctuation
💔||broken_heart|broken heart|break crushed emotion heartbroken lonely sad
❤️‍🔥||heart_on_fire|heart on fire|burn love lust sacred
❤️‍🩹||mending_heart|mending heart|healthier improving recovering recuperating well
❤️||heart|red heart|emotion love
🩷||pink_heart|pink heart|143 adorable cute emotion ily like love special sweet
🧡||orange_heart|orange heart|143
💛||yellow_heart|yellow heart|143 cardiac emotion ily love
💚||green_heart|green heart|143 emotion ily love romantic
💙||blue_heart|blue heart|143 emotion ily love romance
🩵||light_blue_heart|light blue heart|143 cute cyan emotion ily like love sky special teal
💜||purple_heart|purple heart|143 bestest emotion ily love
🤎||brown_heart|brown heart|143
🖤||black_heart|black heart|evil wicked
🩶||grey_heart|grey heart|143 emotion gray ily love silver slate special
🤍||white_heart|white heart|143
💋||kiss|kiss mark|dating emotion heart kissing lips romance sexy
💯||100|hundred points|100 a+ agree clearly definitely faithful fleek full keep perfect score true truth yup
💢||anger|anger symbol|angry comic mad upset
💥||boom collision|collision|bomb boom collide comic explode
💫||dizzy|dizzy|comic shining shooting star stars
💦||sweat_drops|sweat droplets|comic drip drops splashing squirt water wet work workout
💨||dash|dashing away|cloud comic fart fast go gone gotta running smoke
🕳️||hole|hole|
💬||speech_balloon|speech balloon|bubble comic dialog message sms talk text typing
👁️‍🗨️||eye_speech_bubble|eye in speech bubble|balloon witness
🗨️||left_speech_bubble|left speech bubble|balloon dialog
🗯️||right_anger_bubble|right anger bubble|angry balloon mad
💭||thought_balloon|thought balloon|bubble cartoon cloud comic daydream decisions dream idea invent invention realize think thoughts wonder
💤||zzz|ZZZ|comic good goodnight night sleep sleeping sleepy tired zzz`,
  `👋|+|wave|waving hand|bye cya g2g greetings gtg hello hey hi later outtie ttfn ttyl wave yo you
🤚|+|raised_back_of_hand|raised back of hand|backhand
🖐️|+|raised_hand_with_fingers_splayed|hand with fingers splayed|raised stop
✋|+|hand raised_hand|raised hand|5 five high stop
🖖|+|vulcan_salute|vulcan salute|finger hand hands
🫱|+|rightwards_hand|rightwards hand|handshake hold reach shake
🫲|+|leftwards_hand|leftwards hand|handshake hold reach shake
🫳|+|palm_down_hand|palm down hand|dismiss drop dropped pick shoo up
🫴|+|palm_up_hand|palm up hand|beckon catch come hold know lift me offer tell
🫷|+|leftwards_pushing_hand|leftwards pushing hand|block five halt high hold pause refuse slap stop wait
🫸|+|rightwards_pushing_hand|rightwards pushing hand|block five halt high hold pause refuse slap stop wait
👌|+|ok_hand|OK hand|awesome bet dope fleek fosho got gotcha legit ok okay pinch rad sure sweet three
🤌|+|pinched_fingers|pinched fingers|gesture hand hold huh interrogation patience relax sarcastic ugh what zip
🤏|+|pinching_hand|pinching hand|amount bit fingers little small sort
✌️|+|v|victory hand|peace
🤞|+|crossed_fingers|crossed fingers|hand luck
🫰|+|hand_with_index_finger_and_thumb_crossed|hand with index finger and thumb crossed|<3 expensive heart love money snap
🤟|+|love_you_gesture|love-you gesture|fingers hand ily three
🤘|+|metal|sign of the horns|finger hand rock-on
🤙|+|call_me_hand|call me hand|hang loose shaka
👈|+|point_left|backhand index pointing left|finger
👉|+|point_right|backhand index pointing right|finger
👆|+|point_up_2|backhand index pointing up|finger
🖕|+|fu middle_finger|middle finger|hand
👇|+|point_down|backhand index pointing down|finger
☝️|+|point_up|index pointing up|finger hand this
🫵|+|index_pointing_at_the_viewer|index pointing at the viewer|finger hand poke you
👍|+|+1 thumbsup|thumbs up|+1 good hand like yes
👎|+|-1 thumbsdown|thumbs down|-1 bad dislike good hand no nope
✊|+|fist fist_raised|raised fist|clenched hand punch solidarity
👊|+|facepunch fist_oncoming punch|oncoming fist|absolutely agree boom bro bruh bump clenched correct hand knuckle pound punch rock ttyl
🤛|+|fist_left|left-facing fist|leftwards
🤜|+|fist_right|right-facing fist|rightwards
👏|+|clap|clapping hands|applause approval awesome congrats congratulations excited good great homie job nice prayed well yay
🙌|+|raised_hands|raising hands|celebration gesture hooray praise raised
🫶|+|heart_hands|heart hands|<3 love you
👐|+|open_hands|open hands|hug jazz swerve
🤲|+|palms_up_together|palms up together|cupped dua hands pray prayer wish
🤝|+|handshake|handshake|agreement deal meeting
🙏|+|pray|folded hands|appreciate ask beg blessed bow cmon five gesture high please pray thanks thx
✍️|+|writing_hand|writing hand|write
💅|+|nail_care|nail polish|bored care cosmetics done makeup manicure whatever
🤳|+|selfie|selfie|camera phone
💪|+|muscle|flexed biceps|arm beast bench bodybuilder bro curls gains gym jacked muscle press ripped strong weightlift
🦾||mechanical_arm|mechanical arm|accessibility prosthetic
🦿||mechanical_leg|mechanical leg|accessibility prosthetic
🦵|+|leg|leg|bent foot kick knee limb
🦶|+|foot|foot|ankle feet kick stomp
👂|+|ear|ear|body ears hear hearing listen listening sound
🦻|+|ear_with_hearing_aid|ear with hearing aid|accessibility hard
👃|+|nose|nose|body noses nosey odor smell smells
🧠||brain|brain|intelligent smart
🫀||anatomical_heart|anatomical heart|beat cardiology heartbeat organ pulse real red
🫁||lungs|lungs|breath breathe exhalation inhalation organ respiration
🦷||tooth|tooth|dentist pearly teeth white
🦴||bone|bone|bones dog skeleton wishbone
👀||eyes|eyes|body face googly look looking omg peep see seeing
👁️||eye|eye|1 body one
👅||tongue|tongue|body lick slurp
👄||lips|mouth|beauty body kiss kissing lips lipstick
🫦||biting_lip|biting lip|anxious bite fear flirt flirting kiss lipstick nervous sexy uncomfortable worried worry
👶|+|baby|baby|babies children goo infant newborn pregnant young
🧒|+|child|child|bright-eyed grandchild kid young younger
👦|+|boy|boy|bright-eyed child grandson kid son young younger
👧|+|girl|girl|bright-eyed child daughter granddaughter kid virgo young younger zodiac
🧑|+|adult|person|adult
👱|+|blond_haired_person|person: blond hair|blond-haired human
👨|+|man|man|adult bro
🧔|+|bearded_person|person: beard|bearded whiskers
🧔‍♂️|+|man_beard|man: beard|bearded whiskers
🧔‍♀️|+|woman_beard|woman: beard|bearded whiskers
👨‍🦰|+|red_haired_man|man: red hair|adult bro
👨‍🦱|+|curly_haired_man|man: curly hair|adult bro
👨‍🦳|+|white_haired_man|man: white hair|adult bro
👨‍🦲|+|bald_man|man: bald|adult bro
👩|+|woman|woman|adult lady
👩‍🦰|+|red_haired_woman|woman: red hair|adult lady
🧑‍🦰|+|person_red_hair|person: red hair|adult
👩‍🦱|+|curly_haired_woman|woman: curly hair|adult lady
🧑‍🦱|+|person_curly_hair|person: curly hair|adult
👩‍🦳|+|white_haired_woman|woman: white hair|adult lady
🧑‍🦳|+|person_white_hair|person: white hair|adult
👩‍🦲|+|bald_woman|woman: bald|adult lady
🧑‍🦲|+|person_bald|person: bald|adult
👱‍♀️|+|blond_haired_woman blonde_woman|woman: blond hair|blond-haired blonde
👱‍♂️|+|blond_haired_man|man: blond hair|blond-haired
🧓|+|older_adult|older person|adult elderly grandparent wise
👴|+|older_man|old man|adult bald elderly gramps grandfather grandpa wise
👵|+|older_woman|old woman|adult elderly grandma grandmother granny lady wise
🙍|+|frowning_person|person frowning|annoyed disappointed disgruntled disturbed frustrated gesture irritated upset
🙍‍♂️|+|frowning_man|man frowning|annoyed disappointed disgruntled disturbed frustrated gesture irritated upset
🙍‍♀️|+|frowning_woman|woman frowning|annoyed disappointed disgruntled disturbed frustrated gesture irritated upset
🙎|+|pouting_face|person pouting|disappointed downtrodden frown grimace scowl sulk upset whine
🙎‍♂️|+|pouting_man|man pouting|disappointed downtrodden frown grimace scowl sulk upset whine
🙎‍♀️|+|pouting_woman|woman pouting|disappointed downtrodden frown grimace scowl sulk upset whine
🙅|+|no_good|person gesturing NO|forbidden gesture hand no not prohibit
🙅‍♂️|+|ng_man no_good_man|man gesturing NO|forbidden gesture hand no not prohibit
🙅‍♀️|+|ng_woman no_good_woman|woman gesturing NO|forbidden gesture hand no not prohibit
🙆|+|ok_person|person gesturing OK|exercise gesture hand ok omg
🙆‍♂️|+|ok_man|man gesturing OK|exercise gesture hand ok omg
🙆‍♀️|+|ok_woman|woman gesturing OK|exercise gesture hand ok omg
💁|+|information_desk_person tipping_hand_person|person tipping hand|fetch flick flip gossip sarcasm sarcastic sassy seriously whatever
💁‍♂️|+|sassy_man tipping_hand_man|man tipping hand|fetch flick flip gossip sarcasm sarcastic sassy seriously whatever
💁‍♀️|+|sassy_woman tipping_hand_woman|woman tipping hand|fetch flick flip gossip sarcasm sarcastic sassy seriously whatever
🙋|+|raising_hand|person raising hand|gesture here know me pick question raise
🙋‍♂️|+|raising_hand_man|man raising hand|gesture here know me pick question raise
🙋‍♀️|+|raising_hand_woman|woman raising hand|gesture here know me pick question raise
🧏|+|deaf_person|deaf person|accessibility ear gesture hear
🧏‍♂️|+|deaf_man|deaf man|accessibility ear gesture hear
🧏‍♀️|+|deaf_woman|deaf woman|accessibility ear gesture hear
🙇|+|bow|person bowing|apology ask beg favor forgive gesture meditate meditation pity regret sorry
🙇‍♂️|+|bowing_man|man bowing|apology ask beg favor forgive gesture meditate meditation pity regret sorry
🙇‍♀️|+|bowing_woman|woman bowing|apology ask beg favor forgive gesture meditate meditation pity regret sorry
🤦|+|facepalm|person facepalming|again bewilder disbelief exasperation no not oh omg shock smh
🤦‍♂️|+|man_facepalming|man facepalming|again bewilder disbelief exasperation no not oh omg shock smh
🤦‍♀️|+|woman_facepalming|woman facepalming|again bewilder disbelief exasperation no not oh omg shock smh
🤷|+|shrug|person shrugging|doubt dunno guess idk ignorance indifference knows maybe whatever who
🤷‍♂️|+|man_shrugging|man shrugging|doubt dunno guess idk ignorance indifference knows maybe whatever who
🤷‍♀️|+|woman_shrugging|woman shrugging|doubt dunno guess idk ignorance indifference knows maybe whatever who
🧑‍⚕️|+|health_worker|health worker|doctor healthcare nurse therapist
👨‍⚕️|+|man_health_worker|man health worker|doctor healthcare nurse therapist
👩‍⚕️|+|woman_health_worker|woman health worker|doctor healthcare nurse therapist
🧑‍🎓|+|student|student|graduate
👨‍🎓|+|man_student|man student|graduate
👩‍🎓|+|woman_student|woman student|graduate
🧑‍🏫|+|teacher|teacher|instructor lecturer professor
👨‍🏫|+|man_teacher|man teacher|instructor lecturer professor
👩‍🏫|+|woman_teacher|woman teacher|instructor lecturer professor
🧑‍⚖️|+|judge|judge|justice law scales
👨‍⚖️|+|man_judge|man judge|justice law scales
👩‍⚖️|+|woman_judge|woman judge|justice law scales
🧑‍🌾|+|farmer|farmer|gardener rancher
👨‍🌾|+|man_farmer|man farmer|gardener rancher
👩‍🌾|+|woman_farmer|woman farmer|gardener rancher
🧑‍🍳|+|cook|cook|chef
👨‍🍳|+|man_cook|man cook|chef
👩‍🍳|+|woman_cook|woman cook|chef
🧑‍🔧|+|mechanic|mechanic|electrician plumber tradesperson
👨‍🔧|+|man_mechanic|man mechanic|electrician plumber tradesperson
👩‍🔧|+|woman_mechanic|woman mechanic|electrician plumber tradesperson
🧑‍🏭|+|factory_worker|factory worker|assembly industrial
👨‍🏭|+|man_factory_worker|man factory worker|assembly industrial
👩‍🏭|+|woman_factory_worker|woman factory worker|assembly industrial
🧑‍💼|+|office_worker|office worker|architect business manager white-collar
👨‍💼|+|man_office_worker|man office worker|architect business manager white-collar
👩‍💼|+|woman_office_worker|woman office worker|architect business manager white-collar
🧑‍🔬|+|scientist|scientist|biologist chemist engineer mathematician physicist
👨‍🔬|+|man_scientist|man scientist|biologist chemist engineer mathematician physicist
👩‍🔬|+|woman_scientist|woman scientist|biologist chemist engineer mathematician physicist
🧑‍💻|+|technologist|technologist|coder computer developer inventor software
👨‍💻|+|man_technologist|man technologist|coder computer developer inventor software
👩‍💻|+|woman_technologist|woman technologist|coder computer developer inventor software
🧑‍🎤|+|singer|singer|actor entertainer rock rockstar star
👨‍🎤|+|man_singer|man singer|actor entertainer rock rockstar star
👩‍🎤|+|woman_singer|woman singer|actor entertainer rock rockstar star
🧑‍🎨|+|artist|artist|palette
👨‍🎨|+|man_artist|man artist|palette
👩‍🎨|+|woman_artist|woman artist|palette
🧑‍✈️|+|pilot|pilot|plane
👨‍✈️|+|man_pilot|man pilot|plane
👩‍✈️|+|woman_pilot|woman pilot|plane
🧑‍🚀|+|astronaut|astronaut|rocket space
👨‍🚀|+|man_astronaut|man astronaut|rocket space
👩‍🚀|+|woman_astronaut|woman astronaut|rocket space
🧑‍🚒|+|firefighter|firefighter|firetruck
👨‍🚒|+|man_firefighter|man firefighter|firetruck
👩‍🚒|+|woman_firefighter|woman firefighter|firetruck
👮|+|cop police_officer|police officer|apprehend arrest citation cop law over pulled undercover
👮‍♂️|+|policeman|man police officer|apprehend arrest citation cop law over pulled undercover
👮‍♀️|+|policewoman|woman police officer|apprehend arrest citation cop law over pulled undercover
🕵️|+|detective|detective|sleuth spy
🕵️‍♂️|+|male_detective|man detective|sleuth spy
🕵️‍♀️|+|female_detective|woman detective|sleuth spy
💂|+|guard|guard|buckingham helmet london palace
💂‍♂️|+|guardsman|man guard|buckingham helmet london palace
💂‍♀️|+|guardswoman|woman guard|buckingham helmet london palace
🥷|+|ninja|ninja|assassin fight fighter hidden person secret skills sly soldier stealth war
👷|+|construction_worker|construction worker|build fix hardhat hat man person rebuild remodel repair
👷‍♂️|+|construction_worker_man|man construction worker|build fix hardhat hat rebuild remodel repair
👷‍♀️|+|construction_worker_woman|woman construction worker|build fix hardhat hat rebuild remodel repair
🫅|+|person_with_crown|person with crown|monarch noble regal royal royalty
🤴|+|prince|prince|crown fairy fairytale fantasy king royal royalty tale
👸|+|princess|princess|crown fairy fairytale fantasy queen royal royalty tale
👳|+|person_with_turban|person wearing turban|
👳‍♂️|+|man_with_turban|man wearing turban|
👳‍♀️|+|woman_with_turban|woman wearing turban|
👲|+|man_with_gua_pi_mao|person with skullcap|chinese gua guapi hat mao pi
🧕|+|woman_with_headscarf|woman with headscarf|bandana hijab kerchief mantilla tichel
🤵|+|person_in_tuxedo|person in tuxedo|formal wedding
🤵‍♂️|+|man_in_tuxedo|man in tuxedo|formal groom wedding
🤵‍♀️|+|woman_in_tuxedo|woman in tuxedo|formal wedding
👰|+|person_with_veil|person with veil|wedding
👰‍♂️|+|man_with_veil|man with veil|wedding
👰‍♀️|+|bride_with_veil woman_with_veil|woman with veil|bride wedding
🤰|+|pregnant_woman|pregnant woman|
🫃|+|pregnant_man|pregnant man|belly bloated full overeat
🫄|+|pregnant_person|pregnant person|belly bloated full overeat stuffed
🤱|+|breast_feeding|breast-feeding|baby mom mother nursing woman
👩‍🍼|+|woman_feeding_baby|woman feeding baby|mom mother nanny newborn nursing
👨‍🍼|+|man_feeding_baby|man feeding baby|dad father nanny newborn nursing
🧑‍🍼|+|person_feeding_baby|person feeding baby|nanny newborn nursing parent
👼|+|angel|baby angel|church face fairy fairytale fantasy tale
🎅|+|santa|Santa Claus|celebration christmas claus fairy fantasy father holiday merry santa tale xmas
🤶|+|mrs_claus|Mrs. Claus|celebration christmas claus fairy fantasy holiday merry mother mrs santa tale xmas
🧑‍🎄|+|mx_claus|Mx Claus|celebration christmas claus fairy fantasy holiday merry mx santa tale xmas
🦸|+|superhero|superhero|good superpower
🦸‍♂️|+|superhero_man|man superhero|good superpower
🦸‍♀️|+|superhero_woman|woman superhero|good heroine superpower
🦹|+|supervillain|supervillain|bad criminal evil superpower
🦹‍♂️|+|supervillain_man|man supervillain|bad criminal evil superpower
🦹‍♀️|+|supervillain_woman|woman supervillain|bad criminal evil superpower
🧙|+|mage|mage|fantasy magic play sorcerer sorceress sorcery spell summon witch wizard
🧙‍♂️|+|mage_man|man mage|fantasy magic play sorcerer sorceress sorcery spell summon witch wizard
🧙‍♀️|+|mage_woman|woman mage|fantasy magic play sorcerer sorceress sorcery spell summon witch wizard
🧚|+|fairy|fairy|fairytale fantasy myth person pixie tale wings
🧚‍♂️|+|fairy_man|man fairy|fairytale fantasy myth oberon person pixie puck tale wings
🧚‍♀️|+|fairy_woman|woman fairy|fairytale fantasy myth person pixie tale titania wings
🧛|+|vampire|vampire|blood dracula fangs halloween scary supernatural teeth undead
🧛‍♂️|+|vampire_man|man vampire|blood fangs halloween scary supernatural teeth undead
🧛‍♀️|+|vampire_woman|woman vampire|blood fangs halloween scary supernatural teeth undead
🧜|+|merperson|merperson|creature fairytale folklore ocean sea siren trident
🧜‍♂️|+|merman|merman|creature fairytale folklore neptune ocean poseidon sea siren trident triton
🧜‍♀️|+|mermaid|mermaid|creature fairytale folklore merwoman ocean sea siren trident
🧝|+|elf|elf|elves enchantment fantasy folklore magic magical myth
🧝‍♂️|+|elf_man|man elf|elves enchantment fantasy folklore magic magical myth
🧝‍♀️|+|elf_woman|woman elf|elves enchantment fantasy folklore magic magical myth
🧞||genie|genie|djinn fantasy jinn lamp myth rub wishes
🧞‍♂️||genie_man|man genie|djinn fantasy jinn lamp myth rub wishes
🧞‍♀️||genie_woman|woman genie|djinn fantasy jinn lamp myth rub wishes
🧟||zombie|zombie|apocalypse dead halloween horror scary undead walking
🧟‍♂️||zombie_man|man zombie|apocalypse dead halloween horror scary undead walking
🧟‍♀️||zombie_woman|woman zombie|apocalypse dead halloween horror scary undead walking
🧌||troll|troll|fairy fantasy monster tale trolling
💆|+|massage|person getting massage|face headache relax relaxing salon soothe spa tension therapy treatment
💆‍♂️|+|massage_man|man getting massage|face headache relax relaxing salon soothe spa tension therapy treatment
💆‍♀️|+|massage_woman|woman getting massage|face headache relax relaxing salon soothe spa tension therapy treatment
💇|+|haircut|person getting haircut|barber beauty chop cosmetology groom parlor shears style
💇‍♂️|+|haircut_man|man getting haircut|barber beauty chop cosmetology groom parlor person shears style
💇‍♀️|+|haircut_woman|woman getting haircut|barber beauty chop cosmetology groom parlor person shears style
🚶|+|walking|person walking|amble gait hike man pace pedestrian stride stroll
🚶‍♂️|+|walking_man|man walking|amble gait hike pace pedestrian stride stroll
🚶‍♀️|+|walking_woman|woman walking|amble gait hike pace pedestrian stride stroll
🚶‍➡️|+||person walking: facing right|amble gait hike man pace pedestrian stride stroll
🚶‍♀️‍➡️|+||woman walking: facing right|amble gait hike pace pedestrian stride stroll
🚶‍♂️‍➡️|+||man walking: facing right|amble gait hike pace pedestrian stride stroll
🧍|+|standing_person|person standing|
🧍‍♂️|+|standing_man|man standing|
🧍‍♀️|+|standing_woman|woman standing|
🧎|+|kneeling_person|person kneeling|knees
🧎‍♂️|+|kneeling_man|man kneeling|knees
🧎‍♀️|+|kneeling_woman|woman kneeling|knees
🧎‍➡️|+||person kneeling: facing right|knees
🧎‍♀️‍➡️|+||woman kneeling: facing right|knees
🧎‍♂️‍➡️|+||man kneeling: facing right|knees
🧑‍🦯|+|person_with_probing_cane|person with white cane|accessibility blind probing
🧑‍🦯‍➡️|+||person with white cane: facing right|accessibility blind probing
👨‍🦯|+|man_with_probing_cane|man with white cane|accessibility blind probing
👨‍🦯‍➡️|+||man with white cane: facing right|accessibility blind probing
👩‍🦯|+|woman_with_probing_cane|woman with white cane|accessibility blind probing
👩‍🦯‍➡️|+||woman with white cane: facing right|accessibility blind probing
🧑‍🦼|+|person_in_motorized_wheelchair|person in motorized wheelchair|accessibility
🧑‍🦼‍➡️|+||person in motorized wheelchair: facing right|accessibility
👨‍🦼|+|man_in_motorized_wheelchair|man in motorized wheelchair|accessibility
👨‍🦼‍➡️|+||man in motorized wheelchair: facing right|accessibility
👩‍🦼|+|woman_in_motorized_wheelchair|woman in motorized wheelchair|accessibility
👩‍🦼‍➡️|+||woman in motorized wheelchair: facing right|accessibility
🧑‍🦽|+|person_in_manual_wheelchair|person in manual wheelchair|accessibility
🧑‍🦽‍➡️|+||person in manual wheelchair: facing right|accessibility
👨‍🦽|+|man_in_manual_wheelchair|man in manual wheelchair|accessibility
👨‍🦽‍➡️|+||man in manual wheelchair: facing right|accessibility
👩‍🦽|+|woman_in_manual_wheelchair|woman in manual wheelchair|accessibility
👩‍🦽‍➡️|+||woman in manual wheelchair: facing right|accessibility
🏃|+|runner running|person running|fast hurry marathon move quick race racing rush speed
🏃‍♂️|+|running_man|man running|fast hurry marathon move quick race racing rush speed
🏃‍♀️|+|running_woman|woman running|fast hurry marathon move quick race racing rush speed
🏃‍➡️|+||person running: facing right|fast hurry marathon move quick race racing rush speed
🏃‍♀️‍➡️|+||woman running: facing right|fast hurry marathon move quick race racing rush speed
🏃‍♂️‍➡️|+||man running: facing right|fast hurry marathon move quick race racing rush speed
💃|+|dancer woman_dancing|woman dancing|dance dancer elegant festive flair flamenco groove let’s salsa tango
🕺|+|man_dancing|man dancing|dance dancer elegant festive flair flamenco groove let’s salsa tango
🕴️|+|business_suit_levitating|person in suit levitating|business
👯|+|dancers|people with bunny ears|bestie bff counterpart dancer double identical pair party partying soulmate twin twinsies
👯‍♂️|+|dancing_men|men with bunny ears|bestie bff counterpart dancer double identical pair party partying people soulmate twin twinsies
👯‍♀️|+|dancing_women|women with bunny ears|bestie bff counterpart dancer double identical pair party partying people soulmate twin twinsies
🧖|+|sauna_person|person in steamy room|day luxurious pamper relax sauna spa steambath unwind
🧖‍♂️|+|sauna_man|man in steamy room|day luxurious pamper relax sauna spa steambath unwind
🧖‍♀️|+|sauna_woman|woman in steamy room|day luxurious pamper relax sauna spa steambath unwind
🧗|+|climbing|person climbing|climber mountain rock scale up
🧗‍♂️|+|climbing_man|man climbing|climber mountain rock scale up
🧗‍♀️|+|climbing_woman|woman climbing|climber mountain rock scale up
🤺||person_fencing|person fencing|fencer sword
🏇|+|horse_racing|horse racing|jockey racehorse riding sport
⛷️||skier|skier|snow
🏂|+|snowboarder|snowboarder|ski sport
🏌️|+|golfing|person golfing|ball birdie caddy driving green pga putt range tee
🏌️‍♂️|+|golfing_man|man golfing|ball birdie caddy driving green pga putt range tee
🏌️‍♀️|+|golfing_woman|woman golfing|ball birdie caddy driving green pga putt range tee
🏄|+|surfer|person surfing|beach ocean sport surfer swell waves
🏄‍♂️|+|surfing_man|man surfing|beach ocean sport surfer swell waves
🏄‍♀️|+|surfing_woman|woman surfing|beach ocean person sport surfer swell waves
🚣|+|rowboat|person rowing boat|canoe cruise fishing lake oar paddle raft river rowboat
🚣‍♂️|+|rowing_man|man rowing boat|canoe cruise fishing lake oar paddle raft river rowboat
🚣‍♀️|+|rowing_woman|woman rowing boat|canoe cruise fishing lake oar paddle raft river rowboat
🏊|+|swimmer|person swimming|freestyle sport swimmer triathlon
🏊‍♂️|+|swimming_man|man swimming|freestyle sport swimmer triathlon
🏊‍♀️|+|swimming_woman|woman swimming|freestyle sport swimmer triathlon
⛹️|+|bouncing_ball_person|person bouncing ball|athletic basketball championship dribble net player throw
⛹️‍♂️|+|basketball_man bouncing_ball_man|man bouncing ball|athletic basketball championship dribble net player throw
⛹️‍♀️|+|basketball_woman bouncing_ball_woman|woman bouncing ball|athletic basketball championship dribble net player throw
🏋️|+|weight_lifting|person lifting weights|barbell bodybuilder deadlift lifter powerlifting weightlifter workout
🏋️‍♂️|+|weight_lifting_man|man lifting weights|barbell bodybuilder deadlift lifter powerlifting weightlifter workout
🏋️‍♀️|+|weight_lifting_woman|woman lifting weights|barbell bodybuilder deadlift lifter powerlifting weightlifter workout
🚴|+|bicyclist|person biking|bicycle bicyclist bike cycle cyclist riding sport
🚴‍♂️|+|biking_man|man biking|bicycle bicyclist bike cycle cyclist riding sport
🚴‍♀️|+|biking_woman|woman biking|bicycle bicyclist bike cycle cyclist riding sport
🚵|+|mountain_bicyclist|person mountain biking|bicycle bicyclist bike cycle cyclist riding sport
🚵‍♂️|+|mountain_biking_man|man mountain biking|bicycle bicyclist bike cycle cyclist riding sport
🚵‍♀️|+|mountain_biking_woman|woman mountain biking|bicycle bicyclist bike cycle cyclist riding sport
🤸|+|cartwheeling|person cartwheeling|active excited flip gymnastics happy somersault
🤸‍♂️|+|man_cartwheeling|man cartwheeling|active excited flip gymnastics happy somersault
🤸‍♀️|+|woman_cartwheeling|woman cartwheeling|active excited flip gymnastics happy somersault
🤼|+|wrestling|people wrestling|combat duel grapple ring tournament wrestle
🤼‍♂️|+|men_wrestling|men wrestling|combat duel grapple ring tournament wrestle
🤼‍♀️|+|women_wrestling|women wrestling|combat duel grapple ring tournament wrestle
🤽|+|water_polo|person playing water polo|sport swimming waterpolo
🤽‍♂️|+|man_playing_water_polo|man playing water polo|sport swimming waterpolo
🤽‍♀️|+|woman_playing_water_polo|woman playing water polo|sport swimming waterpolo
🤾|+|handball_person|person playing handball|athletics catch chuck hurl lob pitch sport throw toss
🤾‍♂️|+|man_playing_handball|man playing handball|athletics catch chuck hurl lob pitch sport throw toss
🤾‍♀️|+|woman_playing_handball|woman playing handball|athletics catch chuck hurl lob pitch sport throw toss
🤹|+|juggling_person|person juggling|act balance balancing handle juggle manage multitask skill
🤹‍♂️|+|man_juggling|man juggling|act balance balancing handle juggle manage multitask skill
🤹‍♀️|+|woman_juggling|woman juggling|act balance balancing handle juggle manage multitask skill
🧘|+|lotus_position|person in lotus position|cross legged legs meditation peace relax serenity yoga yogi zen
🧘‍♂️|+|lotus_position_man|man in lotus position|cross legged legs meditation peace relax serenity yoga yogi zen
🧘‍♀️|+|lotus_position_woman|woman in lotus position|cross legged legs meditation peace relax serenity yoga yogi zen
🛀|+|bath|person taking bath|bathtub tub
🛌|+|sleeping_bed|person in bed|bedtime good goodnight hotel nap night sleep tired zzz
🧑‍🤝‍🧑|+|people_holding_hands|people holding hands|bae bestie bff couple dating flirt friends twins
👭|+|two_women_holding_hands|women holding hands|bae bestie bff couple dating flirt friends girls sisters twins
👫|+|couple|woman and man holding hands|bae bestie bff couple dating flirt friends twins
👬|+|two_men_holding_hands|men holding hands|bae bestie bff boys brothers couple dating flirt friends twins
💏|+|couplekiss|kiss|anniversary babe bae couple date dating heart love mwah person romance together xoxo
👩‍❤️‍💋‍👨|+|couplekiss_man_woman|kiss: woman, man|anniversary babe bae couple date dating heart love mwah person romance together xoxo
👨‍❤️‍💋‍👨|+|couplekiss_man_man|kiss: man, man|anniversary babe bae couple date dating heart love mwah person romance together xoxo
👩‍❤️‍💋‍👩|+|couplekiss_woman_woman|kiss: woman, woman|anniversary babe bae couple date dating heart love mwah person romance together xoxo
💑|+|couple_with_heart|couple with heart|anniversary babe bae dating kiss love person relationship romance together you
👩‍❤️‍👨|+|couple_with_heart_woman_man|couple with heart: woman, man|anniversary babe bae dating kiss love person relationship romance together you
👨‍❤️‍👨|+|couple_with_heart_man_man|couple with heart: man, man|anniversary babe bae dating kiss love person relationship romance together you
👩‍❤️‍👩|+|couple_with_heart_woman_woman|couple with heart: woman, woman|anniversary babe bae dating kiss love person relationship romance together you
👨‍👩‍👦||family_man_woman_boy|family: man, woman, boy|child
👨‍👩‍👧||family_man_woman_girl|family: man, woman, girl|child
👨‍👩‍👧‍👦||family_man_woman_girl_boy|family: man, woman, girl, boy|child
👨‍👩‍👦‍👦||family_man_woman_boy_boy|family: man, woman, boy, boy|child
👨‍👩‍👧‍👧||family_man_woman_girl_girl|family: man, woman, girl, girl|child
👨‍👨‍👦||family_man_man_boy|family: man, man, boy|child
👨‍👨‍👧||family_man_man_girl|family: man, man, girl|child
👨‍👨‍👧‍👦||family_man_man_girl_boy|family: man, man, girl, boy|child
👨‍👨‍👦‍👦||family_man_man_boy_boy|family: man, man, boy, boy|child
👨‍👨‍👧‍👧||family_man_man_girl_girl|family: man, man, girl, girl|child
👩‍👩‍👦||family_woman_woman_boy|family: woman, woman, boy|child
👩‍👩‍👧||family_woman_woman_girl|family: woman, woman, girl|child
👩‍👩‍👧‍👦||family_woman_woman_girl_boy|family: woman, woman, girl, boy|child
👩‍👩‍👦‍👦||family_woman_woman_boy_boy|family: woman, woman, boy, boy|child
👩‍👩‍👧‍👧||family_woman_woman_girl_girl|family: woman, woman, girl, girl|child
👨‍👦||family_man_boy|family: man, boy|child
👨‍👦‍👦||family_man_boy_boy|family: man, boy, boy|child
👨‍👧||family_man_girl|family: man, girl|child
👨‍👧‍👦||family_man_girl_boy|family: man, girl, boy|child
👨‍👧‍👧||family_man_girl_girl|family: man, girl, girl|child
👩‍👦||family_woman_boy|family: woman, boy|child
👩‍👦‍👦||family_woman_boy_boy|family: woman, boy, boy|child
👩‍👧||family_woman_girl|family: woman, girl|child
👩‍👧‍👦||family_woman_girl_boy|family: woman, girl, boy|child
👩‍👧‍👧||family_woman_girl_girl|family: woman, girl, girl|child
🗣️||speaking_head|speaking head|face silhouette
👤||bust_in_silhouette|bust in silhouette|mysterious shadow
👥||busts_in_silhouette|busts in silhouette|bff everyone friend friends people
🫂||people_hugging|people hugging|comfort embrace farewell friendship goodbye hello love thanks
👪||family|family|child
🧑‍🧑‍🧒|||family: adult, adult, child|
🧑‍🧑‍🧒‍🧒|||family: adult, adult, child, child|
🧑‍🧒|||family: adult, child|
🧑‍🧒‍🧒|||family: adult, child, child|
👣||footprints|footprints|barefoot clothing omw walk`,
  `🐵||monkey_face|monkey face|animal banana
🐒||monkey|monkey|animal banana
🦍||gorilla|gorilla|animal
🦧||orangutan|orangutan|animal ape monkey
🐶||dog|dog face|adorbs animal pet puppies puppy
🐕||dog2|dog|animal animals dogs pet
🦮||guide_dog|guide dog|accessibility animal blind
🐕‍🦺||service_dog|service dog|accessibility animal assistance
🐩||poodle|poodle|animal dog fluffy
🐺||wolf|wolf|animal face
🦊||fox_face|fox|animal face
🦝||raccoon|raccoon|animal curious sly
🐱||cat|cat face|animal kitten kitty pet
🐈||cat2|cat|animal animals cats kitten pet
🐈‍⬛||black_cat|black cat|animal feline halloween meow unlucky
🦁||lion|lion|alpha animal face leo mane order rawr roar safari strong zodiac
🐯||tiger|tiger face|animal big cat predator
🐅||tiger2|tiger|animal big cat predator zoo
🐆||leopard|leopard|animal big cat predator zoo
🐴||horse|horse face|animal dressage equine farm horses
🫎||moose|moose|alces animal antlers elk mammal
🫏||donkey|donkey|animal ass burro hinny mammal mule stubborn
🐎||racehorse|horse|animal equestrian farm racehorse racing
🦄||unicorn|unicorn|face
🦓||zebra|zebra|animal stripe
🦌||deer|deer|animal
🦬||bison|bison|animal buffalo herd wisent
🐮||cow|cow face|animal farm milk moo
🐂||ox|ox|animal animals bull farm taurus zodiac
🐃||water_buffalo|water buffalo|animal zoo
🐄||cow2|cow|animal animals farm milk moo
🐷||pig|pig face|animal bacon farm pork
🐖||pig2|pig|animal bacon farm pork sow
🐗||boar|boar|animal pig
🐽||pig_nose|pig nose|animal face farm smell snout
🐏||ram|ram|animal aries horns male sheep zodiac zoo
🐑||sheep|ewe|animal baa farm female fluffy lamb sheep wool
🐐||goat|goat|animal capricorn farm milk zodiac
🐪||dromedary_camel|camel|animal desert dromedary hump one
🐫||camel|two-hump camel|animal bactrian desert
🦙||llama|llama|alpaca animal guanaco vicuña wool
🦒||giraffe|giraffe|animal spots
🐘||elephant|elephant|animal
🦣||mammoth|mammoth|animal extinction large tusk wooly
🦏||rhinoceros|rhinoceros|animal
🦛||hippopotamus|hippopotamus|animal
🐭||mouse|mouse face|animal
🐁||mouse2|mouse|animal animals
🐀||rat|rat|animal
🐹||hamster|hamster|animal face pet
🐰||rabbit|rabbit face|animal bunny pet
🐇||rabbit2|rabbit|animal bunny pet
🐿️||chipmunk|chipmunk|animal squirrel
🦫||beaver|beaver|animal dam teeth
🦔||hedgehog|hedgehog|animal spiny
🦇||bat|bat|animal vampire
🐻||bear|bear|animal face grizzly growl honey
🐻‍❄️||polar_bear|polar bear|animal arctic white
🐨||koala|koala|animal australia bear down face marsupial under
🐼||panda_face|panda|animal bamboo face
🦥||sloth|sloth|lazy slow
🦦||otter|otter|animal fishing playful
🦨||skunk|skunk|animal stink
🦘||kangaroo|kangaroo|animal joey jump marsupial
🦡||badger|badger|animal honey pester
🐾||feet paw_prints|paw prints|feet paws
🦃||turkey|turkey|bird gobble thanksgiving
🐔||chicken|chicken|animal bird ornithology
🐓||rooster|rooster|animal bird ornithology
🐣||hatching_chick|hatching chick|animal baby bird egg
🐤||baby_chick|baby chick|animal bird ornithology
🐥||hatched_chick|front-facing baby chick|animal bird newborn ornithology
🐦||bird|bird|animal ornithology
🐧||penguin|penguin|animal antarctica bird ornithology
🕊️||dove|dove|bird fly ornithology peace
🦅||eagle|eagle|animal bird ornithology
🦆||duck|duck|animal bird ornithology
🦢||swan|swan|animal bird cygnet duckling ornithology ugly
🦉||owl|owl|animal bird ornithology wise
🦤||dodo|dodo|animal bird extinction large ornithology
🪶||feather|feather|bird flight light plumage
🦩||flamingo|flamingo|animal bird flamboyant ornithology tropical
🦚||peacock|peacock|animal bird colorful ornithology ostentatious peahen pretty proud
🦜||parrot|parrot|animal bird ornithology pirate talk
🪽||wing|wing|angelic ascend aviation bird fly flying heavenly mythology soar
🐦‍⬛||black_bird|black bird|animal beak caw corvid crow ornithology raven rook
🪿||goose|goose|animal bird duck flock fowl gaggle gander geese honk ornithology silly
🐦‍🔥|||phoenix|ascend ascension emerge fantasy firebird glory immortal rebirth reincarnation reinvent renewal revival revive rise transform
🐸||frog|frog|animal face
🐊||crocodile|crocodile|animal zoo
🐢||turtle|turtle|animal terrapin tortoise
🦎||lizard|lizard|animal reptile
🐍||snake|snake|animal bearer ophiuchus serpent zodiac
🐲||dragon_face|dragon face|animal fairy fairytale tale
🐉||dragon|dragon|animal fairy fairytale knights tale
🦕||sauropod|sauropod|brachiosaurus brontosaurus dinosaur diplodocus
🦖||t-rex|T-Rex|dinosaur rex t t-rex tyrannosaurus
🐳||whale|spouting whale|animal beach face ocean
🐋||whale2|whale|animal beach ocean
🐬||dolphin flipper|dolphin|animal beach flipper ocean
🦭||seal|seal|animal lion ocean
🐟||fish|fish|animal dinner fishes fishing pisces zodiac
🐠||tropical_fish|tropical fish|animal fishes
🐡||blowfish|blowfish|animal
🦈||shark|shark|animal fish
🐙||octopus|octopus|animal creature ocean
🐚||shell|spiral shell|animal beach conch sea
🪸||coral|coral|change climate ocean reef sea
🪼||jellyfish|jellyfish|animal aquarium burn invertebrate life marine ocean ouch plankton sea sting stinger tentacles
🦀||crab|crab|cancer zodiac
🦞||lobster|lobster|animal bisque claws seafood
🦐||shrimp|shrimp|food shellfish small
🦑||squid|squid|animal food mollusk
🦪||oyster|oyster|diving pearl
🐌||snail|snail|animal escargot garden nature slug
🦋||butterfly|butterfly|insect pretty
🐛||bug|bug|animal garden insect
🐜||ant|ant|animal garden insect
🐝||bee honeybee|honeybee|animal bumblebee insect nature spring
🪲||beetle|beetle|animal bug insect
🐞||lady_beetle|lady beetle|animal garden insect ladybird ladybug nature
🦗||cricket|cricket|animal bug grasshopper insect orthoptera
🪳||cockroach|cockroach|animal insect pest
🕷️||spider|spider|animal insect
🕸️||spider_web|spider web|
🦂||scorpion|scorpion|scorpius zodiac
🦟||mosquito|mosquito|bite disease fever insect malaria pest virus
🪰||fly|fly|animal disease insect maggot pest rotting
🪱||worm|worm|animal annelid earthworm parasite
🦠||microbe|microbe|amoeba bacteria science virus
💐||bouquet|bouquet|anniversary birthday date flower love plant romance
🌸||cherry_blossom|cherry blossom|flower plant spring springtime
💮||white_flower|white flower|
🪷||lotus|lotus|beauty buddhism calm flower hinduism peace purity serenity
🏵️||rosette|rosette|plant
🌹||rose|rose|beauty elegant flower love plant red valentine
🥀||wilted_flower|wilted flower|dying
🌺||hibiscus|hibiscus|flower plant
🌻||sunflower|sunflower|outdoors plant
🌼||blossom|blossom|buttercup dandelion flower plant
🌷||tulip|tulip|blossom flower growth plant
🪻||hyacinth|hyacinth|bloom bluebonnet flower indigo lavender lilac lupine plant purple shrub snapdragon spring violet
🌱||seedling|seedling|plant sapling sprout young
🪴||potted_plant|potted plant|decor grow house nurturing
🌲||evergreen_tree|evergreen tree|christmas forest pine
🌳||deciduous_tree|deciduous tree|forest green habitat shedding
🌴||palm_tree|palm tree|beach plant tropical
🌵||cactus|cactus|desert drought nature plant
🌾||ear_of_rice|sheaf of rice|ear grain grains plant
🌿||herb|herb|leaf plant
☘️||shamrock|shamrock|irish plant
🍀||four_leaf_clover|four leaf clover|4 four-leaf irish lucky plant
🍁||maple_leaf|maple leaf|falling
🍂||fallen_leaf|fallen leaf|autumn falling
🍃||leaves|leaf fluttering in wind|blow
🪹||empty_nest|empty nest|branch home nesting
🪺||nest_with_eggs|nest with eggs|bird branch nesting
🍄||mushroom|mushroom|fungus toadstool`,
  `🍇||grapes|grapes|dionysus fruit
🍈||melon|melon|cantaloupe fruit
🍉||watermelon|watermelon|fruit
🍊||mandarin orange tangerine|tangerine|c citrus fruit nectarine orange vitamin
🍋||lemon|lemon|citrus fruit sour
🍋‍🟩|||lime|acidity citrus cocktail fruit garnish key margarita mojito refreshing salsa sour tangy tequila tropical zest
🍌||banana|banana|fruit potassium
🍍||pineapple|pineapple|colada fruit pina tropical
🥭||mango|mango|food fruit tropical
🍎||apple|red apple|diet food fruit health ripe
🍏||green_apple|green apple|fruit
🍐||pear|pear|fruit
🍑||peach|peach|fruit
🍒||cherries|cherries|berries cherry fruit red
🍓||strawberry|strawberry|fruit
🫐||blueberries|blueberries|berry bilberry blueberry food fruit
🥝||kiwi_fruit|kiwi fruit|food
🍅||tomato|tomato|food fruit vegetable
🫒||olive|olive|food
🥥||coconut|coconut|colada palm piña
🥑||avocado|avocado|food fruit
🍆||eggplant|eggplant|aubergine vegetable
🥔||potato|potato|food vegetable
🥕||carrot|carrot|food vegetable
🌽||corn|ear of corn|crops farm maize maze
🌶️||hot_pepper|hot pepper|
🫑||bell_pepper|bell pepper|capsicum food vegetable
🥒||cucumber|cucumber|food pickle vegetable
🥬||leafy_green|leafy green|bok burgers cabbage choy kale lettuce salad
🥦||broccoli|broccoli|cabbage wild
🧄||garlic|garlic|flavoring
🧅||onion|onion|flavoring
🥜||peanuts|peanuts|food vegetable
🫘||beans|beans|food kidney legume small
🌰||chestnut|chestnut|almond plant
🫚||ginger_root|ginger root|beer health herb natural spice
🫛||pea_pod|pea pod|beans beanstalk edamame legume soybean vegetable veggie
🍄‍🟫|||brown mushroom|food fungi fungus nature pizza portobello shiitake spore sprout toppings truffle vegetable vegetarian veggie
🍞||bread|bread|carbs food grain loaf restaurant toast wheat
🥐||croissant|croissant|bread breakfast crescent food french roll
🥖||baguette_bread|baguette bread|food french
🫓||flatbread|flatbread|arepa food gordita lavash naan pita
🥨||pretzel|pretzel|convoluted twisted
🥯||bagel|bagel|bakery bread breakfast schmear
🥞||pancakes|pancakes|breakfast crêpe food hotcake
🧇||waffle|waffle|breakfast indecisive iron
🧀||cheese|cheese wedge|
🍖||meat_on_bone|meat on bone|
🍗||poultry_leg|poultry leg|bone chicken drumstick hungry turkey
🥩||cut_of_meat|cut of meat|chop lambchop porkchop red steak
🥓||bacon|bacon|breakfast food meat
🍔||hamburger|hamburger|eat fast food hungry
🍟||fries|french fries|fast food
🍕||pizza|pizza|cheese food hungry pepperoni slice
🌭||hotdog|hot dog|frankfurter hotdog sausage
🥪||sandwich|sandwich|bread
🌮||taco|taco|mexican
🌯||burrito|burrito|mexican wrap
🫔||tamale|tamale|food mexican pamonha wrapped
🥙||stuffed_flatbread|stuffed flatbread|falafel food gyro kebab
🧆||falafel|falafel|chickpea meatball
🥚||egg|egg|breakfast food
🍳||fried_egg|cooking|breakfast easy egg fry frying over pan restaurant side sunny up
🥘||shallow_pan_of_food|shallow pan of food|casserole paella
🍲||stew|pot of food|soup stew
🫕||fondue|fondue|cheese chocolate food melted pot ski
🥣||bowl_with_spoon|bowl with spoon|breakfast cereal congee oatmeal porridge
🥗||green_salad|green salad|food
🍿||popcorn|popcorn|movie
🧈||butter|butter|dairy
🧂||salt|salt|condiment flavor mad salty shaker taste upset
🥫||canned_food|canned food|
🍱||bento|bento box|food
🍘||rice_cracker|rice cracker|food
🍙||rice_ball|rice ball|food japanese
🍚||rice|cooked rice|food
🍛||curry|curry rice|food
🍜||ramen|steaming bowl|chopsticks food noodle pho ramen soup
🍝||spaghetti|spaghetti|food meatballs pasta restaurant
🍠||sweet_potato|roasted sweet potato|food
🍢||oden|oden|food kebab restaurant seafood skewer stick
🍣||sushi|sushi|food
🍤||fried_shrimp|fried shrimp|prawn tempura
🍥||fish_cake|fish cake with swirl|food pastry restaurant
🥮||moon_cake|moon cake|autumn festival yuèbǐng
🍡||dango|dango|dessert japanese skewer stick sweet
🥟||dumpling|dumpling|empanada gyōza jiaozi pierogi potsticker
🥠||fortune_cookie|fortune cookie|prophecy
🥡||takeout_box|takeout box|chopsticks delivery food oyster pail
🍦||icecream|soft ice cream|dessert food icecream restaurant serve sweet
🍧||shaved_ice|shaved ice|dessert restaurant sweet
🍨||ice_cream|ice cream|dessert food restaurant sweet
🍩||doughnut|doughnut|breakfast dessert donut food sweet
🍪||cookie|cookie|chip chocolate dessert sweet
🎂||birthday|birthday cake|bday celebration dessert happy pastry sweet
🍰||cake|shortcake|dessert pastry slice sweet
🧁||cupcake|cupcake|bakery dessert sprinkles sugar sweet treat
🥧||pie|pie|apple filling fruit meat pastry pumpkin slice
🍫||chocolate_bar|chocolate bar|candy dessert halloween sweet tooth
🍬||candy|candy|cavities dessert halloween restaurant sweet tooth wrapper
🍭||lollipop|lollipop|candy dessert food restaurant sweet
🍮||custard|custard|dessert pudding sweet
🍯||honey_pot|honey pot|barrel bear food honeypot jar sweet
🍼||baby_bottle|baby bottle|babies birth born drink infant milk newborn
🥛||milk_glass|glass of milk|drink
☕||coffee|hot beverage|cafe caffeine chai coffee drink morning steaming tea
🫖||teapot|teapot|brew drink food
🍵||tea|teacup without handle|beverage drink oolong
🍶||sake|sake|bar beverage bottle cup drink restaurant
🍾||champagne|bottle with popping cork|bar drink
🍷||wine_glass|wine glass|alcohol bar beverage booze club drink drinking drinks restaurant
🍸||cocktail|cocktail glass|alcohol bar booze club drink drinking drinks mad martini men
🍹||tropical_drink|tropical drink|alcohol bar booze club cocktail drinking drinks drunk mai party tai tropics
🍺||beer|beer mug|alcohol ale bar booze drink drinking drinks octoberfest oktoberfest pint stein summer
🍻||beers|clinking beer mugs|alcohol bar booze bottoms cheers drinking drinks
🥂||clinking_glasses|clinking glasses|celebrate drink
🥃||tumbler_glass|tumbler glass|liquor scotch shot whiskey whisky
🫗||pouring_liquid|pouring liquid|accident drink empty glass oops spill water
🥤||cup_with_straw|cup with straw|drink juice malt soda soft water
🧋||bubble_tea|bubble tea|boba food milk pearl
🧃||beverage_box|beverage box|juice straw sweet
🧉||mate|mate|drink
🧊||ice_cube|ice|cold cube iceberg
🥢||chopsticks|chopsticks|hashi jeotgarak kuaizi
🍽️||plate_with_cutlery|fork and knife with plate|cooking dinner eat
🍴||fork_and_knife|fork and knife|breakfast breaky cooking cutlery delicious dinner eat feed food hungry lunch restaurant yum yummy
🥄||spoon|spoon|eat tableware
🔪||hocho knife|kitchen knife|chef cooking hocho tool weapon
🫙||jar|jar|condiment container empty nothing sauce store
🏺||amphora|amphora|aquarius cooking drink jug tool weapon zodiac`,
  `🌍||earth_africa|globe showing Europe-Africa|africa earth europe europe-africa world
🌎||earth_americas|globe showing Americas|americas earth world
🌏||earth_asia|globe showing Asia-Australia|asia asia-australia australia earth world
🌐||globe_with_meridians|globe with meridians|earth internet web world worldwide
🗺️||world_map|world map|
🗾||japan|map of Japan|japan
🧭||compass|compass|direction magnetic navigation orienteering
🏔️||mountain_snow|snow-capped mountain|cold
⛰️||mountain|mountain|
🌋||volcano|volcano|eruption mountain nature
🗻||mount_fuji|mount fuji|mountain nature
🏕️||camping|camping|
🏖️||beach_umbrella|beach with umbrella|
🏜️||desert|desert|
🏝️||desert_island|desert island|
🏞️||national_park|national park|
🏟️||stadium|stadium|
🏛️||classical_building|classical building|
🏗️||building_construction|building construction|crane
🧱||bricks|brick|bricks clay mortar wall
🪨||rock|rock|boulder heavy solid stone tough
🪵||wood|wood|log lumber timber
🛖||hut|hut|home house roundhouse shelter yurt
🏘️||houses|houses|
🏚️||derelict_house|derelict house|home
🏠||house|house|building country heart home ranch settle simple suburban suburbia where
🏡||house_with_garden|house with garden|building country heart home ranch settle simple suburban suburbia where
🏢||office|office building|city cubical job
🏣||post_office|Japanese post office|building japanese
🏤||european_post_office|post office|building european
🏥||hospital|hospital|building doctor medicine
🏦||bank|bank|building
🏨||hotel|hotel|building
🏩||love_hotel|love hotel|building
🏪||convenience_store|convenience store|24 building hours
🏫||school|school|building
🏬||department_store|department store|building
🏭||factory|factory|building
🏯||japanese_castle|Japanese castle|building japanese
🏰||european_castle|castle|building european
💒||wedding|wedding|chapel hitched nuptials romance
🗼||tokyo_tower|Tokyo tower|tokyo
🗽||statue_of_liberty|Statue of Liberty|liberty new ny nyc statue york
⛪||church|church|bless chapel christian cross religion
🕌||mosque|mosque|islam masjid muslim religion
🛕||hindu_temple|hindu temple|
🕍||synagogue|synagogue|jew jewish judaism religion temple
⛩️||shinto_shrine|shinto shrine|religion
🕋||kaaba|kaaba|hajj islam muslim religion umrah
⛲||fountain|fountain|
⛺||tent|tent|camping
🌁||foggy|foggy|
🌃||night_with_stars|night with stars|
🏙️||cityscape|cityscape|
🌄||sunrise_over_mountains|sunrise over mountains|morning
🌅||sunrise|sunrise|morning nature
🌆||city_sunset|cityscape at dusk|building evening landscape sun sunset
🌇||city_sunrise|sunset|building dusk
🌉||bridge_at_night|bridge at night|
♨️||hotsprings|hot springs|hotsprings steaming
🎠||carousel_horse|carousel horse|entertainment
🛝||playground_slide|playground slide|amusement park playing sliding theme
🎡||ferris_wheel|ferris wheel|amusement park theme
🎢||roller_coaster|roller coaster|amusement park theme
💈||barber|barber pole|cut fresh haircut shave
🎪||circus_tent|circus tent|
🚂||steam_locomotive|locomotive|caboose engine railway steam train trains travel
🚃||railway_car|railway car|electric train tram travel trolleybus
🚄||bullettrain_side|high-speed train|railway shinkansen
🚅||bullettrain_front|bullet train|high-speed nose railway shinkansen speed travel
🚆||train2|train|arrived choo railway
🚇||metro|metro|subway travel
🚈||light_rail|light rail|arrived monorail railway
🚉||station|station|railway train
🚊||tram|tram|trolleybus
🚝||monorail|monorail|vehicle
🚞||mountain_railway|mountain railway|car trip
🚋||train|tram car|bus trolley trolleybus
🚌||bus|bus|school vehicle
🚍||oncoming_bus|oncoming bus|cars
🚎||trolleybus|trolleybus|tram
🚐||minibus|minibus|drive van vehicle
🚑||ambulance|ambulance|emergency vehicle
🚒||fire_engine|fire engine|truck
🚓||police_car|police car|5–0 cops patrol
🚔||oncoming_police_car|oncoming police car|
🚕||taxi|taxi|cab cabbie car drive vehicle yellow
🚖||oncoming_taxi|oncoming taxi|cab cabbie cars drove hail yellow
🚗||car red_car|automobile|car driving vehicle
🚘||oncoming_automobile|oncoming automobile|car cars drove vehicle
🚙||blue_car|sport utility vehicle|car drive recreational sportutility
🛻||pickup_truck|pickup truck|automobile car flatbed pick-up transportation
🚚||truck|delivery truck|car drive vehicle
🚛||articulated_lorry|articulated lorry|car drive move semi truck vehicle
🚜||tractor|tractor|vehicle
🏎️||racing_car|racing car|zoom
🏍️||motorcycle|motorcycle|racing
🛵||motor_scooter|motor scooter|
🦽||manual_wheelchair|manual wheelchair|accessibility
🦼||motorized_wheelchair|motorized wheelchair|accessibility
🛺||auto_rickshaw|auto rickshaw|tuk
🚲||bike|bicycle|bike class cycling cyclist gang ride spin spinning
🛴||kick_scooter|kick scooter|
🛹||skateboard|skateboard|skater wheels
🛼||roller_skate|roller skate|blades skates sport
🚏||busstop|bus stop|busstop
🛣️||motorway|motorway|highway road
🛤️||railway_track|railway track|train
🛢️||oil_drum|oil drum|
⛽||fuelpump|fuel pump|diesel fuelpump gas gasoline station
🛞||wheel|wheel|car circle tire turn vehicle
🚨||rotating_light|police car light|alarm alert beacon emergency revolving siren
🚥||traffic_light|horizontal traffic light|intersection signal stop stoplight
🚦||vertical_traffic_light|vertical traffic light|drove intersection signal stop stoplight
🛑||stop_sign|stop sign|octagonal
🚧||construction|construction|barrier
⚓||anchor|anchor|ship tool
🛟||ring_buoy|ring buoy|float life lifesaver preserver rescue safety save saver swim
⛵||boat sailboat|sailboat|resort sailing sea yacht
🛶||canoe|canoe|boat
🚤||speedboat|speedboat|billionaire lake luxury millionaire summer travel
🛳️||passenger_ship|passenger ship|
⛴️||ferry|ferry|boat passenger
🛥️||motor_boat|motor boat|motorboat
🚢||ship|ship|boat passenger travel
✈️||airplane|airplane|aeroplane fly flying jet travel
🛩️||small_airplane|small airplane|aeroplane
🛫||flight_departure|airplane departure|aeroplane check-in departures
🛬||flight_arrival|airplane arrival|aeroplane arrivals arriving landing
🪂||parachute|parachute|hang-glide parasail skydive
💺||seat|seat|chair
🚁||helicopter|helicopter|roflcopter travel vehicle
🚟||suspension_railway|suspension railway|
🚠||mountain_cableway|mountain cableway|gondola lift ski
🚡||aerial_tramway|aerial tramway|cable car gondola ropeway
🛰️||artificial_satellite|satellite|space
🚀||rocket|rocket|launch rockets space travel
🛸||flying_saucer|flying saucer|aliens extra terrestrial ufo
🛎️||bellhop_bell|bellhop bell|hotel
🧳||luggage|luggage|bag packing roller suitcase travel
⌛||hourglass|hourglass done|sand time timer
⏳||hourglass_flowing_sand|hourglass not done|flowing hours sand timer waiting yolo
⌚||watch|watch|clock time
⏰||alarm_clock|alarm clock|hours hrs late time waiting
⏱️||stopwatch|stopwatch|clock time
⏲️||timer_clock|timer clock|
🕰️||mantelpiece_clock|mantelpiece clock|time
🕛||clock12|twelve o’clock|12 12:00 time
🕧||clock1230|twelve-thirty|12 12:30 30 clock time
🕐||clock1|one o’clock|1 1:00 time
🕜||clock130|one-thirty|1 1:30 30 clock time
🕑||clock2|two o’clock|2 2:00 time
🕝||clock230|two-thirty|2 2:30 30 clock time
🕒||clock3|three o’clock|3 3:00 time
🕞||clock330|three-thirty|3 30 3:30 clock time
🕓||clock4|four o’clock|4 4:00 time
🕟||clock430|four-thirty|30 4 4:30 clock time
🕔||clock5|five o’clock|5 5:00 time
🕠||clock530|five-thirty|30 5 5:30 clock time
🕕||clock6|six o’clock|6 6:00 time
🕡||clock630|six-thirty|30 6 6:30 clock
🕖||clock7|seven o’clock|0 7 7:00
🕢||clock730|seven-thirty|30 7 7:30 clock
🕗||clock8|eight o’clock|8 8:00 time
🕣||clock830|eight-thirty|30 8 8:30 clock time
🕘||clock9|nine o’clock|9 9:00 time
🕤||clock930|nine-thirty|30 9 9:30 clock time
🕙||clock10|ten o’clock|0 10 10:00
🕥||clock1030|ten-thirty|10 10:30 30 clock time
🕚||clock11|eleven o’clock|11 11:00 time
🕦||clock1130|eleven-thirty|11 11:30 30 clock time
🌑||new_moon|new moon|dark space
🌒||waxing_crescent_moon|waxing crescent moon|dreams space
🌓||first_quarter_moon|first quarter moon|space
🌔||moon waxing_gibbous_moon|waxing gibbous moon|space
🌕||full_moon|full moon|space
🌖||waning_gibbous_moon|waning gibbous moon|space
🌗||last_quarter_moon|last quarter moon|space
🌘||waning_crescent_moon|waning crescent moon|space
🌙||crescent_moon|crescent moon|ramadan space
🌚||new_moon_with_face|new moon face|space
🌛||first_quarter_moon_with_face|first quarter moon face|space
🌜||last_quarter_moon_with_face|last quarter moon face|dreams
🌡️||thermometer|thermometer|weather
☀️||sunny|sun|bright rays space sunny weather
🌝||full_moon_with_face|full moon face|bright
🌞||sun_with_face|sun with face|beach bright day heat shine sunny sunshine weather
🪐||ringed_planet|ringed planet|saturn saturnine
⭐||star|star|astronomy medium stars white
🌟||star2|glowing star|glittery night shining sparkle
🌠||stars|shooting star|falling night space
🌌||milky_way|milky way|space
☁️||cloud|cloud|weather
⛅||partly_sunny|sun behind cloud|cloudy weather
⛈️||cloud_with_lightning_and_rain|cloud with lightning and rain|thunder thunderstorm
🌤️||sun_behind_small_cloud|sun behind small cloud|weather
🌥️||sun_behind_large_cloud|sun behind large cloud|weather
🌦️||sun_behind_rain_cloud|sun behind rain cloud|weather
🌧️||cloud_with_rain|cloud with rain|weather
🌨️||cloud_with_snow|cloud with snow|cold weather
🌩️||cloud_with_lightning|cloud with lightning|weather
🌪️||tornado|tornado|cloud weather whirlwind
🌫️||fog|fog|cloud weather
🌬️||wind_face|wind face|blow cloud
🌀||cyclone|cyclone|dizzy hurricane twister typhoon weather
🌈||rainbow|rainbow|gay genderqueer glbt glbtq lesbian lgbt lgbtq lgbtqia nature pride queer trans transgender weather
🌂||closed_umbrella|closed umbrella|clothing rain
☂️||open_umbrella|umbrella|clothing rain
☔||umbrella|umbrella with rain drops|clothing weather
⛱️||parasol_on_ground|umbrella on ground|rain sun
⚡||zap|high voltage|danger electric electricity lightning nature thunder thunderbolt zap
❄️||snowflake|snowflake|cold weather
☃️||snowman_with_snow|snowman|cold
⛄||snowman|snowman without snow|cold
☄️||comet|comet|space
🔥||fire|fire|af burn flame hot lit litaf tool
💧||droplet|droplet|cold comic nature sad sweat tear water weather
🌊||ocean|water wave|nature ocean surf surfer surfing`,
  `🎃||jack_o_lantern|jack-o-lantern|celebration halloween pumpkin
🎄||christmas_tree|Christmas tree|celebration christmas
🎆||fireworks|fireworks|boom celebration entertainment yolo
🎇||sparkler|sparkler|boom celebration fireworks
🧨||firecracker|firecracker|dynamite explosive fireworks light pop popping spark
✨||sparkles|sparkles|* magic star
🎈||balloon|balloon|birthday celebrate celebration
🎉||tada|party popper|awesome birthday celebrate celebration excited hooray tada woohoo
🎊||confetti_ball|confetti ball|celebrate celebration party woohoo
🎋||tanabata_tree|tanabata tree|banner celebration japanese
🎍||bamboo|pine decoration|bamboo celebration japanese plant
🎎||dolls|Japanese dolls|celebration festival japanese
🎏||flags|carp streamer|celebration
🎐||wind_chime|wind chime|bell celebration
🎑||rice_scene|moon viewing ceremony|celebration
🧧||red_envelope|red envelope|gift good hóngbāo lai luck money see
🎀||ribbon|ribbon|celebration
🎁||gift|wrapped gift|birthday bow box celebration christmas present surprise
🎗️||reminder_ribbon|reminder ribbon|celebration
🎟️||tickets|admission tickets|
🎫||ticket|ticket|admission stub
🎖️||medal_military|military medal|award celebration
🏆||trophy|trophy|champion champs prize slay sport victory win winning
🏅||medal_sports|sports medal|award gold winner
🥇||1st_place_medal|1st place medal|first gold
🥈||2nd_place_medal|2nd place medal|second silver
🥉||3rd_place_medal|3rd place medal|bronze third
⚽||soccer|soccer ball|football futbol sport
⚾||baseball|baseball|sport
🥎||softball|softball|glove sports underarm
🏀||basketball|basketball|hoop sport
🏐||volleyball|volleyball|game
🏈||football|american football|bowl sport super
🏉||rugby_football|rugby football|sport
🎾||tennis|tennis|ball racquet sport
🥏||flying_disc|flying disc|ultimate
🎳||bowling|bowling|ball game sport strike
🏏||cricket_game|cricket game|ball bat
🏑||field_hockey|field hockey|ball game stick
🏒||ice_hockey|ice hockey|game puck stick
🥍||lacrosse|lacrosse|ball goal sports stick
🏓||ping_pong|ping pong|ball bat game paddle pingpong table tennis
🏸||badminton|badminton|birdie game racquet shuttlecock
🥊||boxing_glove|boxing glove|
🥋||martial_arts_uniform|martial arts uniform|judo karate taekwondo
🥅||goal_net|goal net|
⛳||golf|flag in hole|golf sport
⛸️||ice_skate|ice skate|skating
🎣||fishing_pole_and_fish|fishing pole|entertainment sport
🤿||diving_mask|diving mask|scuba snorkeling
🎽||running_shirt_with_sash|running shirt|athletics sash
🎿||ski|skis|snow sport
🛷||sled|sled|luge sledge sleigh snow toboggan
🥌||curling_stone|curling stone|game rock
🎯||dart|bullseye|dart direct entertainment game hit target
🪀||yo_yo|yo-yo|fluctuate toy
🪁||kite|kite|fly soar
🔫||gun|water pistol|gun handgun revolver tool weapon
🎱||8ball|pool 8 ball|8ball billiard eight game
🔮||crystal_ball|crystal ball|fairy fairytale fantasy fortune future magic tale tool
🪄||magic_wand|magic wand|magician witch wizard
🎮||video_game|video game|controller entertainment
🕹️||joystick|joystick|game video videogame
🎰||slot_machine|slot machine|casino gamble gambling game slots
🎲||game_die|game die|dice entertainment
🧩||jigsaw|puzzle piece|clue interlocking jigsaw
🧸||teddy_bear|teddy bear|plaything plush stuffed toy
🪅||pinata|piñata|candy celebrate celebration cinco de festive mayo party pinada pinata
🪩||mirror_ball|mirror ball|dance disco glitter party
🪆||nesting_dolls|nesting dolls|babooshka baboushka babushka matryoshka russia
♠️||spades|spade suit|card game
♥️||hearts|heart suit|card emotion game hearts
♦️||diamonds|diamond suit|card game
♣️||clubs|club suit|card clubs game
♟️||chess_pawn|chess pawn|dupe expendable
🃏||black_joker|joker|card game wildcard
🀄||mahjong|mahjong red dragon|game
🎴||flower_playing_cards|flower playing cards|game japanese
🎭||performing_arts|performing arts|actor actress entertainment mask theater theatre thespian
🖼️||framed_picture|framed picture|art museum painting
🎨||art|artist palette|artsy arty colorful creative entertainment museum painter painting
🧵||thread|thread|needle sewing spool string
🪡||sewing_needle|sewing needle|embroidery stitches sutures tailoring thread
🧶||yarn|yarn|ball crochet knit
🪢||knot|knot|cord rope tangled tie twine twist`,
  `👓||eyeglasses|glasses|clothing eye eyeglasses eyewear
🕶️||dark_sunglasses|sunglasses|dark eye eyewear
🥽||goggles|goggles|dive eye protection scuba swimming welding
🥼||lab_coat|lab coat|clothes doctor dr experiment jacket scientist white
🦺||safety_vest|safety vest|emergency
👔||necktie|necktie|clothing employed serious shirt
👕||shirt tshirt|t-shirt|blue casual clothes clothing collar dressed shopping tshirt weekend
👖||jeans|jeans|blue casual clothes clothing denim dressed pants shopping trousers weekend
🧣||scarf|scarf|bundle cold neck up
🧤||gloves|gloves|hand
🧥||coat|coat|brr bundle cold jacket up
🧦||socks|socks|stocking
👗||dress|dress|clothes clothing dressed fancy shopping
👘||kimono|kimono|clothing comfortable
🥻||sari|sari|clothing dress
🩱||one_piece_swimsuit|one-piece swimsuit|bathing
🩲||swim_brief|briefs|bathing one-piece suit swimsuit underwear
🩳||shorts|shorts|bathing pants suit swimsuit underwear
👙||bikini|bikini|bathing beach clothing pool suit swim
👚||womans_clothes|woman’s clothes|blouse clothing collar dress dressed lady shirt shopping
🪭||folding_hand_fan|folding hand fan|clack clap cool cooling dance flirt flutter hot shy
👛||purse|purse|clothes clothing coin dress fancy handbag shopping
👜||handbag|handbag|clothes clothing dress lady purse shopping
👝||pouch|clutch bag|clothes clothing dress handbag pouch purse
🛍️||shopping|shopping bags|hotel
🎒||school_satchel|backpack|backpacking bag bookbag education rucksack satchel school
🩴||thong_sandal|thong sandal|beach flip flop sandals shoe thongs zōri
👞||mans_shoe shoe|man’s shoe|brown clothes clothing feet foot kick shoes shopping
👟||athletic_shoe|running shoe|athletic clothes clothing fast kick shoes shopping sneaker tennis
🥾||hiking_boot|hiking boot|backpacking brown camping outdoors shoe
🥿||flat_shoe|flat shoe|ballet comfy flats slip-on slipper
👠||high_heel|high-heeled shoe|clothes clothing dress fashion heels shoes shopping stiletto woman
👡||sandal|woman’s sandal|clothing shoe
🩰||ballet_shoes|ballet shoes|dance
👢||boot|woman’s boot|clothes clothing dress shoe shoes shopping
🪮||hair_pick|hair pick|afro comb groom
👑||crown|crown|clothing family king medieval queen royal royalty win
👒||womans_hat|woman’s hat|clothes clothing garden hats party
🎩||tophat|top hat|clothes clothing fancy formal magic tophat
🎓||mortar_board|graduation cap|celebration clothing education hat scholar
🧢||billed_cap|billed cap|baseball bent dad hat
🪖||military_helmet|military helmet|army soldier war warrior
⛑️||rescue_worker_helmet|rescue worker’s helmet|aid cross face hat
📿||prayer_beads|prayer beads|clothing necklace religion
💄||lipstick|lipstick|cosmetics date makeup
💍||ring|ring|diamond engaged engagement married romance shiny sparkling wedding
💎||gem|gem stone|diamond engagement jewel money romance wedding
🔇||mute|muted speaker|quiet silent sound
🔈||speaker|speaker low volume|soft sound
🔉||sound|speaker medium volume|sound
🔊||loud_sound|speaker high volume|loud music sound
📢||loudspeaker|loudspeaker|address communication public sound
📣||mega|megaphone|cheering sound
📯||postal_horn|postal horn|
🔔||bell|bell|break church sound
🔕||no_bell|bell with slash|forbidden mute no not prohibited quiet silent sound
🎼||musical_score|musical score|note
🎵||musical_note|musical note|sound
🎶||notes|musical notes|sound
🎙️||studio_microphone|studio microphone|music
🎚️||level_slider|level slider|music
🎛️||control_knobs|control knobs|music
🎤||microphone|microphone|karaoke music sing sound
🎧||headphones|headphone|earbud sound
📻||radio|radio|entertainment tbt video
🎷||saxophone|saxophone|instrument music
🎺||trumpet|trumpet|instrument music
🪗||accordion|accordion|box concertina instrument music squeeze squeezebox
🎸||guitar|guitar|instrument music strat
🎹||musical_keyboard|musical keyboard|instrument piano
🎻||violin|violin|instrument music
🪕||banjo|banjo|music stringed
🥁||drum|drum|drumsticks music
🪘||long_drum|long drum|beat conga instrument rhythm
🪇||maracas|maracas|cha dance instrument music party percussion rattle shake shaker
🪈||flute|flute|band fife flautist instrument marching music orchestra piccolo pipe recorder woodwind
📱||iphone|mobile phone|cell communication telephone
📲||calling|mobile phone with arrow|build call cell communication receive telephone
☎️||phone telephone|telephone|
📞||telephone_receiver|telephone receiver|communication voip
📟||pager|pager|communication
📠||fax|fax machine|communication
🔋||battery|battery|
🪫||low_battery|low battery|drained electronic energy power
🔌||electric_plug|electric plug|electricity
💻||computer|laptop|computer office pc personal
🖥️||desktop_computer|desktop computer|monitor
🖨️||printer|printer|computer
⌨️||keyboard|keyboard|computer
🖱️||computer_mouse|computer mouse|
🖲️||trackball|trackball|computer
💽||minidisc|computer disk|minidisk optical
💾||floppy_disk|floppy disk|computer
💿||cd|optical disk|blu-ray cd computer dvd
📀||dvd|dvd|blu-ray cd computer disk optical
🧮||abacus|abacus|calculation calculator
🎥||movie_camera|movie camera|bollywood cinema film hollywood record
🎞️||film_strip|film frames|cinema movie
📽️||film_projector|film projector|cinema movie video
🎬||clapper|clapper board|action movie
📺||tv|television|tv video
📷||camera|camera|photo selfie snap tbt trip video
📸||camera_flash|camera with flash|video
📹||video_camera|video camera|camcorder tbt
📼||vhs|videocassette|old school tape vcr vhs
🔍||mag|magnifying glass tilted left|lab left-pointing science search tool
🔎||mag_right|magnifying glass tilted right|contact lab right-pointing science search tool
🕯️||candle|candle|light
💡||bulb|light bulb|comic electric idea
🔦||flashlight|flashlight|electric tool torch
🏮||izakaya_lantern lantern|red paper lantern|bar light restaurant
🪔||diya_lamp|diya lamp|light oil
📔||notebook_with_decorative_cover|notebook with decorative cover|decorated education school writing
📕||closed_book|closed book|education
📖||book open_book|open book|education fantasy knowledge library novels reading
📗||green_book|green book|education fantasy library reading
📘||blue_book|blue book|education fantasy library reading
📙||orange_book|orange book|education fantasy library reading
📚||books|books|education fantasy knowledge library novels reading school study
📓||notebook|notebook|
📒||ledger|ledger|notebook
📃||page_with_curl|page with curl|document paper
📜||scroll|scroll|paper
📄||page_facing_up|page facing up|document paper
📰||newspaper|newspaper|communication
🗞️||newspaper_roll|rolled-up newspaper|
📑||bookmark_tabs|bookmark tabs|marker
🔖||bookmark|bookmark|
🏷️||label|label|tag
🪙||coin|coin|dollar euro gold metal money rich silver treasure
💰||moneybag|money bag|bank bet billion cash cost dollar gold million moneybag paid paying pot rich win
💴||yen|yen banknote|bill currency money
💵||dollar|dollar banknote|bill currency money
💶||euro|euro banknote|100 bill currency money rich
💷||pound|pound banknote|bill billion cash currency money pounds
💸||money_with_wings|money with wings|bank banknote bill billion cash dollar fly million note pay
💳||credit_card|credit card|bank cash charge money pay
🧾||receipt|receipt|accounting bookkeeping evidence invoice proof
💹||chart|chart increasing with yen|bank currency graph growth market money rise trend upward
✉️||envelope|envelope|e-mail email letter
📧||e-mail email|e-mail|email letter
📨||incoming_envelope|incoming envelope|delivering e-mail email letter mail receive sent
📩||envelope_with_arrow|envelope with arrow|communication down e-mail email letter mail outgoing send sent
📤||outbox_tray|outbox tray|email letter mail sent
📥||inbox_tray|inbox tray|email letter mail receive zero
📦||package|package|box communication delivery parcel shipping
📫||mailbox|closed mailbox with raised flag|communication postbox
📪||mailbox_closed|closed mailbox with lowered flag|postbox
📬||mailbox_with_mail|open mailbox with raised flag|postbox
📭||mailbox_with_no_mail|open mailbox with lowered flag|postbox
📮||postbox|postbox|mail mailbox
🗳️||ballot_box|ballot box with ballot|
✏️||pencil2|pencil|
✒️||black_nib|black nib|pen
🖋️||fountain_pen|fountain pen|
🖊️||pen|pen|ballpoint
🖌️||paintbrush|paintbrush|painting
🖍️||crayon|crayon|
📝||memo pencil|memo|communication media notes pencil
💼||briefcase|briefcase|office
📁||file_folder|file folder|
📂||open_file_folder|open file folder|
🗂️||card_index_dividers|card index dividers|
📅||date|calendar|date
📆||calendar|tear-off calendar|
🗒️||spiral_notepad|spiral notepad|
🗓️||spiral_calendar|spiral calendar|pad
📇||card_index|card index|old rolodex school
📈||chart_with_upwards_trend|chart increasing|data graph growth right trend up upward
📉||chart_with_downwards_trend|chart decreasing|data down downward graph negative trend
📊||bar_chart|bar chart|data graph
📋||clipboard|clipboard|do list notes
📌||pushpin|pushpin|collage
📍||round_pushpin|round pushpin|location map
📎||paperclip|paperclip|
🖇️||paperclips|linked paperclips|
📏||straight_ruler|straight ruler|angle edge math straightedge
📐||triangular_ruler|triangular ruler|angle math set slide triangle
✂️||scissors|scissors|cut cutting paper tool
🗃️||card_file_box|card file box|
🗄️||file_cabinet|file cabinet|filing paper
🗑️||wastebasket|wastebasket|can garbage trash
🔒||lock|locked|closed private
🔓||unlock|unlocked|cracked open
🔏||lock_with_ink_pen|locked with pen|ink nib privacy
🔐||closed_lock_with_key|locked with key|bike closed secure
🔑||key|key|keys lock major password unlock
🗝️||old_key|old key|clue lock
🔨||hammer|hammer|home improvement repairs tool
🪓||axe|axe|chop hatchet split wood
⛏️||pick|pick|hammer mining tool
⚒️||hammer_and_pick|hammer and pick|tool
🛠️||hammer_and_wrench|hammer and wrench|spanner tool
🗡️||dagger|dagger|knife weapon
⚔️||crossed_swords|crossed swords|weapon
💣||bomb|bomb|boom comic dangerous explosion hot
🪃||boomerang|boomerang|rebound repercussion weapon
🏹||bow_and_arrow|bow and arrow|archer archery sagittarius tool weapon zodiac
🛡️||shield|shield|weapon
🪚||carpentry_saw|carpentry saw|carpenter cut lumber tool trim
🔧||wrench|wrench|home improvement spanner tool
🪛||screwdriver|screwdriver|flathead handy tool
🔩||nut_and_bolt|nut and bolt|home improvement tool
⚙️||gear|gear|cog cogwheel tool
🗜️||clamp|clamp|compress tool vice
⚖️||balance_scale|balance scale|justice libra scales tool weight zodiac
🦯||probing_cane|white cane|accessibility blind probing
🔗||link|link|links
⛓️‍💥|||broken chain|break breaking cuffs freedom
⛓️||chains|chains|
🪝||hook|hook|catch crook curve ensnare point selling
🧰||toolbox|toolbox|chest mechanic red
🧲||magnet|magnet|attraction horseshoe magnetic negative positive shape u
🪜||ladder|ladder|climb rung step
⚗️||alembic|alembic|chemistry tool
🧪||test_tube|test tube|chemist chemistry experiment lab science
🧫||petri_dish|petri dish|bacteria biologist biology culture lab
🧬||dna|dna|biologist evolution gene genetics life
🔬||microscope|microscope|experiment lab science tool
🔭||telescope|telescope|contact extraterrestrial science tool
📡||satellite|satellite antenna|aliens contact dish science
💉||syringe|syringe|doctor flu medicine needle shot sick tool vaccination
🩸||drop_of_blood|drop of blood|bleed donation injury medicine menstruation
💊||pill|pill|doctor drugs medicated medicine pills sick vitamin
🩹||adhesive_bandage|adhesive bandage|
🩼||crutch|crutch|aid cane disability help hurt injured mobility stick
🩺||stethoscope|stethoscope|doctor heart medicine
🩻||x_ray|x-ray|bones doctor medical skeleton skull xray
🚪||door|door|back closet front
🛗||elevator|elevator|accessibility hoist lift
🪞||mirror|mirror|makeup reflection reflector speculum
🪟||window|window|air frame fresh opening transparent view
🛏️||bed|bed|hotel sleep
🛋️||couch_and_lamp|couch and lamp|hotel
🪑||chair|chair|seat sit
🚽||toilet|toilet|bathroom
🪠||plunger|plunger|cup force plumber poop suction toilet
🚿||shower|shower|water
🛁||bathtub|bathtub|
🪤||mouse_trap|mouse trap|bait cheese lure mousetrap snare
🪒||razor|razor|sharp shave
🧴||lotion_bottle|lotion bottle|moisturizer shampoo sunscreen
🧷||safety_pin|safety pin|diaper punk rock
🧹||broom|broom|cleaning sweeping witch
🧺||basket|basket|farming laundry picnic
🧻||roll_of_paper|roll of paper|toilet towels
🪣||bucket|bucket|cask pail vat
🧼||soap|soap|bar bathing clean cleaning lather soapdish
🫧||bubbles|bubbles|burp clean floating pearl soap underwater
🪥||toothbrush|toothbrush|bathroom clean dental hygiene teeth toiletry
🧽||sponge|sponge|absorbing cleaning porous soak
🧯||fire_extinguisher|fire extinguisher|quench
🛒||shopping_cart|shopping cart|trolley
🚬||smoking|cigarette|smoking
⚰️||coffin|coffin|dead death vampire
🪦||headstone|headstone|cemetery dead grave graveyard memorial rip tomb tombstone
⚱️||funeral_urn|funeral urn|ashes death
🧿||nazar_amulet|nazar amulet|bead blue charm evil-eye talisman
🪬||hamsa|hamsa|amulet fatima fortune guide hand mary miriam palm protect protection
🗿||moyai|moai|face moyai statue stoneface travel
🪧||placard|placard|demonstration notice picket plaque protest sign
🪪||identification_card|identification card|credentials document license security`,
  `🏧||atm|ATM sign|atm automated bank cash money teller
🚮||put_litter_in_its_place|litter in bin sign|litterbin
🚰||potable_water|potable water|drinking
♿||wheelchair|wheelchair symbol|access handicap
🚹||mens|men’s room|bathroom lavatory man restroom toilet wc
🚺||womens|women’s room|bathroom lavatory restroom toilet wc woman
🚻||restroom|restroom|bathroom lavatory toilet wc
🚼||baby_symbol|baby symbol|changing
🚾||wc|water closet|bathroom lavatory restroom toilet wc
🛂||passport_control|passport control|
🛃||customs|customs|packing
🛄||baggage_claim|baggage claim|arrived bags case checked journey packing plane ready travel trip
🛅||left_luggage|left luggage|baggage case locker
⚠️||warning|warning|caution
🚸||children_crossing|children crossing|pedestrian traffic
⛔||no_entry|no entry|do fail forbidden not pass prohibited traffic
🚫||no_entry_sign|prohibited|entry forbidden no not smoke
🚳||no_bicycles|no bicycles|bike forbidden not prohibited
🚭||no_smoking|no smoking|forbidden not prohibited smoke
🚯||do_not_litter|no littering|forbidden not prohibited
🚱||non-potable_water|non-potable water|dry non-drinking prohibited
🚷||no_pedestrians|no pedestrians|forbidden not prohibited
📵||no_mobile_phones|no mobile phones|cell forbidden not prohibited telephone
🔞||underage|no one under eighteen|18 age forbidden not prohibited restriction underage
☢️||radioactive|radioactive|sign
☣️||biohazard|biohazard|sign
⬆️||arrow_up|up arrow|cardinal direction north
↗️||arrow_upper_right|up-right arrow|direction intercardinal northeast
➡️||arrow_right|right arrow|cardinal direction east
↘️||arrow_lower_right|down-right arrow|direction intercardinal southeast
⬇️||arrow_down|down arrow|cardinal direction south
↙️||arrow_lower_left|down-left arrow|direction intercardinal southwest
⬅️||arrow_left|left arrow|cardinal direction west
↖️||arrow_upper_left|up-left arrow|direction intercardinal northwest
↕️||arrow_up_down|up-down arrow|
↔️||left_right_arrow|left-right arrow|
↩️||leftwards_arrow_with_hook|right arrow curving left|
↪️||arrow_right_hook|left arrow curving right|
⤴️||arrow_heading_up|right arrow curving up|
⤵️||arrow_heading_down|right arrow curving down|
🔃||arrows_clockwise|clockwise vertical arrows|refresh reload
🔄||arrows_counterclockwise|counterclockwise arrows button|again anticlockwise deja refresh rewindershins vu
🔙||back|BACK arrow|back
🔚||end|END arrow|end
🔛||on|ON! arrow|mark on!
🔜||soon|SOON arrow|brb omw soon
🔝||top|TOP arrow|homie top up
🛐||place_of_worship|place of worship|pray religion
⚛️||atom_symbol|atom symbol|atheist
🕉️||om|om|hindu religion
✡️||star_of_david|star of David|david jew jewish judaism religion
☸️||wheel_of_dharma|wheel of dharma|buddhist religion
☯️||yin_yang|yin yang|difficult lives religion tao taoist total yinyang
✝️||latin_cross|latin cross|christ christian religion
☦️||orthodox_cross|orthodox cross|christian religion
☪️||star_and_crescent|star and crescent|islam muslim ramadan religion
☮️||peace_symbol|peace symbol|healing peaceful
🕎||menorah|menorah|candelabrum candlestick hanukkah jewish judaism religion
🔯||six_pointed_star|dotted six-pointed star|fortune jewish judaism
🪯||khanda|khanda|deg fateh khalsa religion sikh sikhism tegh
♈||aries|Aries|aries horoscope ram zodiac
♉||taurus|Taurus|bull horoscope ox taurus zodiac
♊||gemini|Gemini|gemini horoscope twins zodiac
♋||cancer|Cancer|cancer crab horoscope zodiac
♌||leo|Leo|horoscope leo lion zodiac
♍||virgo|Virgo|horoscope virgo zodiac
♎||libra|Libra|balance horoscope justice libra scales zodiac
♏||scorpius|Scorpio|horoscope scorpio scorpion scorpius zodiac
♐||sagittarius|Sagittarius|archer horoscope sagittarius zodiac
♑||capricorn|Capricorn|capricorn goat horoscope zodiac
♒||aquarius|Aquarius|aquarius bearer horoscope water zodiac
♓||pisces|Pisces|fish horoscope pisces zodiac
⛎||ophiuchus|Ophiuchus|bearer ophiuchus serpent snake zodiac
🔀||twisted_rightwards_arrows|shuffle tracks button|arrow crossed
🔁||repeat|repeat button|arrow clockwise
🔂||repeat_one|repeat single button|arrow clockwise once
▶️||arrow_forward|play button|arrow right triangle
⏩||fast_forward|fast-forward button|arrow double
⏭️||next_track_button|next track button|arrow scene triangle
⏯️||play_or_pause_button|play or pause button|arrow right triangle
◀️||arrow_backward|reverse button|arrow left triangle
⏪||rewind|fast reverse button|arrow double rewind
⏮️||previous_track_button|last track button|arrow previous scene triangle
🔼||arrow_up_small|upwards button|arrow red
⏫||arrow_double_up|fast up button|arrow double
🔽||arrow_down_small|downwards button|arrow red
⏬||arrow_double_down|fast down button|arrow double
⏸️||pause_button|pause button|bar double vertical
⏹️||stop_button|stop button|square
⏺️||record_button|record button|circle
⏏️||eject_button|eject button|
🎦||cinema|cinema|camera film movie
🔅||low_brightness|dim button|brightness low
🔆||high_brightness|bright button|brightness light
📶||signal_strength|antenna bars|cell communication mobile phone signal telephone
🛜||wireless|wireless|broadband computer connectivity hotspot internet network router smartphone wi-fi wifi wlan
📳||vibration_mode|vibration mode|cell communication mobile phone telephone
📴||mobile_phone_off|mobile phone off|cell telephone
♀️||female_sign|female sign|woman
♂️||male_sign|male sign|man
⚧️||transgender_symbol|transgender symbol|
✖️||heavy_multiplication_x|multiply|cancel multiplication sign x ×
➕||heavy_plus_sign|plus|+
➖||heavy_minus_sign|minus|- heavy math sign −
➗||heavy_division_sign|divide|division heavy math sign ÷
🟰||heavy_equals_sign|heavy equals sign|answer equality math
♾️||infinity|infinity|forever unbounded universal
‼️||bangbang|double exclamation mark|! !! bangbang punctuation
⁉️||interrobang|exclamation question mark|! !? ? interrobang punctuation
❓||question|red question mark|? punctuation
❔||grey_question|white question mark|? outlined punctuation
❕||grey_exclamation|white exclamation mark|! outlined punctuation
❗||exclamation heavy_exclamation_mark|red exclamation mark|! punctuation
〰️||wavy_dash|wavy dash|punctuation
💱||currency_exchange|currency exchange|bank money
💲||heavy_dollar_sign|heavy dollar sign|billion cash charge currency million money pay
⚕️||medical_symbol|medical symbol|aesculapius medicine staff
♻️||recycle|recycling symbol|recycle
⚜️||fleur_de_lis|fleur-de-lis|knights
🔱||trident|trident emblem|anchor poseidon ship tool
📛||name_badge|name badge|
🔰||beginner|Japanese symbol for beginner|chevron green japanese leaf tool yellow
⭕||o|hollow red circle|heavy large
✅||white_check_mark|check mark button|checked checkmark complete completed done fixed tick ✓
☑️||ballot_box_with_check|check box with check|ballot checked done off tick ✓
✔️||heavy_check_mark|check mark|checked checkmark done heavy tick ✓
❌||x|cross mark|cancel multiplication multiply x ×
❎||negative_squared_cross_mark|cross mark button|multiplication multiply square x ×
➰||curly_loop|curly loop|
➿||loop|double curly loop|
〽️||part_alternation_mark|part alternation mark|
✳️||eight_spoked_asterisk|eight-spoked asterisk|*
✴️||eight_pointed_black_star|eight-pointed star|*
❇️||sparkle|sparkle|*
©️||copyright|copyright|
®️||registered|registered|
™️||tm|trade mark|tm trademark
#️⃣||hash|keycap: #|
*️⃣||asterisk|keycap: *|
0️⃣||zero|keycap: 0|zero
1️⃣||one|keycap: 1|one
2️⃣||two|keycap: 2|two
3️⃣||three|keycap: 3|three
4️⃣||four|keycap: 4|four
5️⃣||five|keycap: 5|five
6️⃣||six|keycap: 6|six
7️⃣||seven|keycap: 7|seven
8️⃣||eight|keycap: 8|eight
9️⃣||nine|keycap: 9|nine
🔟||keycap_ten|keycap: 10|
🔠||capital_abcd|input latin uppercase|abcd letters
🔡||abcd|input latin lowercase|abcd letters
🔢||1234|input numbers|1234
🔣||symbols|input symbols|% & ♪ 〒
🔤||abc|input latin letters|abc alphabet
🅰️||a|A button (blood type)|
🆎||ab|AB button (blood type)|ab
🅱️||b|B button (blood type)|
🆑||cl|CL button|cl
🆒||cool|COOL button|cool
🆓||free|FREE button|free
ℹ️||information_source|information|
🆔||id|ID button|id identity
Ⓜ️||m|circled M|m
🆕||new|NEW button|new
🆖||ng|NG button|ng
🅾️||o2|O button (blood type)|
🆗||ok|OK button|ok okay
🅿️||parking|P button|p parking
🆘||sos|SOS button|help sos
🆙||up|UP! button|mark up up!
🆚||vs|VS button|versus vs
🈁||koko|Japanese “here” button|japanese katakana
🈂️||sa|Japanese “service charge” button|japanese katakana
🈷️||u6708|Japanese “monthly amount” button|ideograph japanese
🈶||u6709|Japanese “not free of charge” button|ideograph japanese
🈯||u6307|Japanese “reserved” button|ideograph japanese
🉐||ideograph_advantage|Japanese “bargain” button|ideograph japanese
🈹||u5272|Japanese “discount” button|ideograph japanese
🈚||u7121|Japanese “free of charge” button|ideograph japanese
🈲||u7981|Japanese “prohibited” button|ideograph japanese
🉑||accept|Japanese “acceptable” button|ideograph japanese
🈸||u7533|Japanese “application” button|ideograph japanese
🈴||u5408|Japanese “passing grade” button|ideograph japanese
🈳||u7a7a|Japanese “vacancy” button|ideograph japanese
㊗️||congratulations|Japanese “congratulations” button|ideograph japanese
㊙️||secret|Japanese “secret” button|ideograph japanese
🈺||u55b6|Japanese “open for business” button|ideograph japanese
🈵||u6e80|Japanese “no vacancy” button|ideograph japanese
🔴||red_circle|red circle|geometric
🟠||orange_circle|orange circle|
🟡||yellow_circle|yellow circle|
🟢||green_circle|green circle|
🔵||large_blue_circle|blue circle|geometric
🟣||purple_circle|purple circle|
🟤||brown_circle|brown circle|
⚫||black_circle|black circle|geometric
⚪||white_circle|white circle|geometric
🟥||red_square|red square|card penalty
🟧||orange_square|orange square|
🟨||yellow_square|yellow square|card penalty
🟩||green_square|green square|
🟦||blue_square|blue square|
🟪||purple_square|purple square|
🟫||brown_square|brown square|
⬛||black_large_square|black large square|geometric
⬜||white_large_square|white large square|geometric
◼️||black_medium_square|black medium square|geometric
◻️||white_medium_square|white medium square|geometric
◾||black_medium_small_square|black medium-small square|geometric
◽||white_medium_small_square|white medium-small square|geometric
▪️||black_small_square|black small square|geometric
▫️||white_small_square|white small square|geometric
🔶||large_orange_diamond|large orange diamond|geometric
🔷||large_blue_diamond|large blue diamond|geometric
🔸||small_orange_diamond|small orange diamond|geometric
🔹||small_blue_diamond|small blue diamond|geometric
🔺||small_red_triangle|red triangle pointed up|geometric
🔻||small_red_triangle_down|red triangle pointed down|geometric
💠||diamond_shape_with_a_dot_inside|diamond with a dot|comic geometric
🔘||radio_button|radio button|geometric
🔳||white_square_button|white square button|geometric outlined
🔲||black_square_button|black square button|geometric`,
  `🏁||checkered_flag|chequered flag|checkered finish flags game race racing sport win
🚩||triangular_flag_on_post|triangular flag|construction golf post
🎌||crossed_flags|crossed flags|celebration japanese
🏴||black_flag|black flag|waving
🏳️||white_flag|white flag|waving
🏳️‍🌈||rainbow_flag|rainbow flag|bisexual gay genderqueer glbt glbtq lesbian lgbt lgbtq lgbtqia pride queer trans transgender
🏳️‍⚧️||transgender_flag|transgender flag|blue light pink white
🏴‍☠️||pirate_flag|pirate flag|jolly plunder roger treasure
🇦🇨||ascension_island|flag: Ascension Island|AC
🇦🇩||andorra|flag: Andorra|AD
🇦🇪||united_arab_emirates|flag: United Arab Emirates|AE
🇦🇫||afghanistan|flag: Afghanistan|AF
🇦🇬||antigua_barbuda|flag: Antigua & Barbuda|AG
🇦🇮||anguilla|flag: Anguilla|AI
🇦🇱||albania|flag: Albania|AL
🇦🇲||armenia|flag: Armenia|AM
🇦🇴||angola|flag: Angola|AO
🇦🇶||antarctica|flag: Antarctica|AQ
🇦🇷||argentina|flag: Argentina|AR
🇦🇸||american_samoa|flag: American Samoa|AS
🇦🇹||austria|flag: Austria|AT
🇦🇺||australia|flag: Australia|AU
🇦🇼||aruba|flag: Aruba|AW
🇦🇽||aland_islands|flag: Åland Islands|AX
🇦🇿||azerbaijan|flag: Azerbaijan|AZ
🇧🇦||bosnia_herzegovina|flag: Bosnia & Herzegovina|BA
🇧🇧||barbados|flag: Barbados|BB
🇧🇩||bangladesh|flag: Bangladesh|BD
🇧🇪||belgium|flag: Belgium|BE
🇧🇫||burkina_faso|flag: Burkina Faso|BF
🇧🇬||bulgaria|flag: Bulgaria|BG
🇧🇭||bahrain|flag: Bahrain|BH
🇧🇮||burundi|flag: Burundi|BI
🇧🇯||benin|flag: Benin|BJ
🇧🇱||st_barthelemy|flag: St. Barthélemy|BL
🇧🇲||bermuda|flag: Bermuda|BM
🇧🇳||brunei|flag: Brunei|BN
🇧🇴||bolivia|flag: Bolivia|BO
🇧🇶||caribbean_netherlands|flag: Caribbean Netherlands|BQ
🇧🇷||brazil|flag: Brazil|BR
🇧🇸||bahamas|flag: Bahamas|BS
🇧🇹||bhutan|flag: Bhutan|BT
🇧🇻||bouvet_island|flag: Bouvet Island|BV
🇧🇼||botswana|flag: Botswana|BW
🇧🇾||belarus|flag: Belarus|BY
🇧🇿||belize|flag: Belize|BZ
🇨🇦||canada|flag: Canada|CA
🇨🇨||cocos_islands|flag: Cocos (Keeling) Islands|CC
🇨🇩||congo_kinshasa|flag: Congo - Kinshasa|CD
🇨🇫||central_african_republic|flag: Central African Republic|CF
🇨🇬||congo_brazzaville|flag: Congo - Brazzaville|CG
🇨🇭||switzerland|flag: Switzerland|CH
🇨🇮||cote_divoire|flag: Côte d’Ivoire|CI
🇨🇰||cook_islands|flag: Cook Islands|CK
🇨🇱||chile|flag: Chile|CL
🇨🇲||cameroon|flag: Cameroon|CM
🇨🇳||cn|flag: China|CN
🇨🇴||colombia|flag: Colombia|CO
🇨🇵||clipperton_island|flag: Clipperton Island|CP
🇨🇷||costa_rica|flag: Costa Rica|CR
🇨🇺||cuba|flag: Cuba|CU
🇨🇻||cape_verde|flag: Cape Verde|CV
🇨🇼||curacao|flag: Curaçao|CW
🇨🇽||christmas_island|flag: Christmas Island|CX
🇨🇾||cyprus|flag: Cyprus|CY
🇨🇿||czech_republic|flag: Czechia|CZ
🇩🇪||de|flag: Germany|DE
🇩🇬||diego_garcia|flag: Diego Garcia|DG
🇩🇯||djibouti|flag: Djibouti|DJ
🇩🇰||denmark|flag: Denmark|DK
🇩🇲||dominica|flag: Dominica|DM
🇩🇴||dominican_republic|flag: Dominican Republic|DO
🇩🇿||algeria|flag: Algeria|DZ
🇪🇦||ceuta_melilla|flag: Ceuta & Melilla|EA
🇪🇨||ecuador|flag: Ecuador|EC
🇪🇪||estonia|flag: Estonia|EE
🇪🇬||egypt|flag: Egypt|EG
🇪🇭||western_sahara|flag: Western Sahara|EH
🇪🇷||eritrea|flag: Eritrea|ER
🇪🇸||es|flag: Spain|ES
🇪🇹||ethiopia|flag: Ethiopia|ET
🇪🇺||eu european_union|flag: European Union|EU
🇫🇮||finland|flag: Finland|FI
🇫🇯||fiji|flag: Fiji|FJ
🇫🇰||falkland_islands|flag: Falkland Islands|FK
🇫🇲||micronesia|flag: Micronesia|FM
🇫🇴||faroe_islands|flag: Faroe Islands|FO
🇫🇷||fr|flag: France|FR
🇬🇦||gabon|flag: Gabon|GA
🇬🇧||gb uk|flag: United Kingdom|GB
🇬🇩||grenada|flag: Grenada|GD
🇬🇪||georgia|flag: Georgia|GE
🇬🇫||french_guiana|flag: French Guiana|GF
🇬🇬||guernsey|flag: Guernsey|GG
🇬🇭||ghana|flag: Ghana|GH
🇬🇮||gibraltar|flag: Gibraltar|GI
🇬🇱||greenland|flag: Greenland|GL
🇬🇲||gambia|flag: Gambia|GM
🇬🇳||guinea|flag: Guinea|GN
🇬🇵||guadeloupe|flag: Guadeloupe|GP
🇬🇶||equatorial_guinea|flag: Equatorial Guinea|GQ
🇬🇷||greece|flag: Greece|GR
🇬🇸||south_georgia_south_sandwich_islands|flag: South Georgia & South Sandwich Islands|GS
🇬🇹||guatemala|flag: Guatemala|GT
🇬🇺||guam|flag: Guam|GU
🇬🇼||guinea_bissau|flag: Guinea-Bissau|GW
🇬🇾||guyana|flag: Guyana|GY
🇭🇰||hong_kong|flag: Hong Kong SAR China|HK
🇭🇲||heard_mcdonald_islands|flag: Heard & McDonald Islands|HM
🇭🇳||honduras|flag: Honduras|HN
🇭🇷||croatia|flag: Croatia|HR
🇭🇹||haiti|flag: Haiti|HT
🇭🇺||hungary|flag: Hungary|HU
🇮🇨||canary_islands|flag: Canary Islands|IC
🇮🇩||indonesia|flag: Indonesia|ID
🇮🇪||ireland|flag: Ireland|IE
🇮🇱||israel|flag: Israel|IL
🇮🇲||isle_of_man|flag: Isle of Man|IM
🇮🇳||india|flag: India|IN
🇮🇴||british_indian_ocean_territory|flag: British Indian Ocean Territory|IO
🇮🇶||iraq|flag: Iraq|IQ
🇮🇷||iran|flag: Iran|IR
🇮🇸||iceland|flag: Iceland|IS
🇮🇹||it|flag: Italy|IT
🇯🇪||jersey|flag: Jersey|JE
🇯🇲||jamaica|flag: Jamaica|JM
🇯🇴||jordan|flag: Jordan|JO
🇯🇵||jp|flag: Japan|JP
🇰🇪||kenya|flag: Kenya|KE
🇰🇬||kyrgyzstan|flag: Kyrgyzstan|KG
🇰🇭||cambodia|flag: Cambodia|KH
🇰🇮||kiribati|flag: Kiribati|KI
🇰🇲||comoros|flag: Comoros|KM
🇰🇳||st_kitts_nevis|flag: St. Kitts & Nevis|KN
🇰🇵||north_korea|flag: North Korea|KP
🇰🇷||kr|flag: South Korea|KR
🇰🇼||kuwait|flag: Kuwait|KW
🇰🇾||cayman_islands|flag: Cayman Islands|KY
🇰🇿||kazakhstan|flag: Kazakhstan|KZ
🇱🇦||laos|flag: Laos|LA
🇱🇧||lebanon|flag: Lebanon|LB
🇱🇨||st_lucia|flag: St. Lucia|LC
🇱🇮||liechtenstein|flag: Liechtenstein|LI
🇱🇰||sri_lanka|flag: Sri Lanka|LK
🇱🇷||liberia|flag: Liberia|LR
🇱🇸||lesotho|flag: Lesotho|LS
🇱🇹||lithuania|flag: Lithuania|LT
🇱🇺||luxembourg|flag: Luxembourg|LU
🇱🇻||latvia|flag: Latvia|LV
🇱🇾||libya|flag: Libya|LY
🇲🇦||morocco|flag: Morocco|MA
🇲🇨||monaco|flag: Monaco|MC
🇲🇩||moldova|flag: Moldova|MD
🇲🇪||montenegro|flag: Montenegro|ME
🇲🇫||st_martin|flag: St. Martin|MF
🇲🇬||madagascar|flag: Madagascar|MG
🇲🇭||marshall_islands|flag: Marshall Islands|MH
🇲🇰||macedonia|flag: North Macedonia|MK
🇲🇱||mali|flag: Mali|ML
🇲🇲||myanmar|flag: Myanmar (Burma)|MM
🇲🇳||mongolia|flag: Mongolia|MN
🇲🇴||macau|flag: Macao SAR China|MO
🇲🇵||northern_mariana_islands|flag: Northern Mariana Islands|MP
🇲🇶||martinique|flag: Martinique|MQ
🇲🇷||mauritania|flag: Mauritania|MR
🇲🇸||montserrat|flag: Montserrat|MS
🇲🇹||malta|flag: Malta|MT
🇲🇺||mauritius|flag: Mauritius|MU
🇲🇻||maldives|flag: Maldives|MV
🇲🇼||malawi|flag: Malawi|MW
🇲🇽||mexico|flag: Mexico|MX
🇲🇾||malaysia|flag: Malaysia|MY
🇲🇿||mozambique|flag: Mozambique|MZ
🇳🇦||namibia|flag: Namibia|NA
🇳🇨||new_caledonia|flag: New Caledonia|NC
🇳🇪||niger|flag: Niger|NE
🇳🇫||norfolk_island|flag: Norfolk Island|NF
🇳🇬||nigeria|flag: Nigeria|NG
🇳🇮||nicaragua|flag: Nicaragua|NI
🇳🇱||netherlands|flag: Netherlands|NL
🇳🇴||norway|flag: Norway|NO
🇳🇵||nepal|flag: Nepal|NP
🇳🇷||nauru|flag: Nauru|NR
🇳🇺||niue|flag: Niue|NU
🇳🇿||new_zealand|flag: New Zealand|NZ
🇴🇲||oman|flag: Oman|OM
🇵🇦||panama|flag: Panama|PA
🇵🇪||peru|flag: Peru|PE
🇵🇫||french_polynesia|flag: French Polynesia|PF
🇵🇬||papua_new_guinea|flag: Papua New Guinea|PG
🇵🇭||philippines|flag: Philippines|PH
🇵🇰||pakistan|flag: Pakistan|PK
🇵🇱||poland|flag: Poland|PL
🇵🇲||st_pierre_miquelon|flag: St. Pierre & Miquelon|PM
🇵🇳||pitcairn_islands|flag: Pitcairn Islands|PN
🇵🇷||puerto_rico|flag: Puerto Rico|PR
🇵🇸||palestinian_territories|flag: Palestinian Territories|PS
🇵🇹||portugal|flag: Portugal|PT
🇵🇼||palau|flag: Palau|PW
🇵🇾||paraguay|flag: Paraguay|PY
🇶🇦||qatar|flag: Qatar|QA
🇷🇪||reunion|flag: Réunion|RE
🇷🇴||romania|flag: Romania|RO
🇷🇸||serbia|flag: Serbia|RS
🇷🇺||ru|flag: Russia|RU
🇷🇼||rwanda|flag: Rwanda|RW
🇸🇦||saudi_arabia|flag: Saudi Arabia|SA
🇸🇧||solomon_islands|flag: Solomon Islands|SB
🇸🇨||seychelles|flag: Seychelles|SC
🇸🇩||sudan|flag: Sudan|SD
🇸🇪||sweden|flag: Sweden|SE
🇸🇬||singapore|flag: Singapore|SG
🇸🇭||st_helena|flag: St. Helena|SH
🇸🇮||slovenia|flag: Slovenia|SI
🇸🇯||svalbard_jan_mayen|flag: Svalbard & Jan Mayen|SJ
🇸🇰||slovakia|flag: Slovakia|SK
🇸🇱||sierra_leone|flag: Sierra Leone|SL
🇸🇲||san_marino|flag: San Marino|SM
🇸🇳||senegal|flag: Senegal|SN
🇸🇴||somalia|flag: Somalia|SO
🇸🇷||suriname|flag: Suriname|SR
🇸🇸||south_sudan|flag: South Sudan|SS
🇸🇹||sao_tome_principe|flag: São Tomé & Príncipe|ST
🇸🇻||el_salvador|flag: El Salvador|SV
🇸🇽||sint_maarten|flag: Sint Maarten|SX
🇸🇾||syria|flag: Syria|SY
🇸🇿||swaziland|flag: Eswatini|SZ
🇹🇦||tristan_da_cunha|flag: Tristan da Cunha|TA
🇹🇨||turks_caicos_islands|flag: Turks & Caicos Islands|TC
🇹🇩||chad|flag: Chad|TD
🇹🇫||french_southern_territories|flag: French Southern Territories|TF
🇹🇬||togo|flag: Togo|TG
🇹🇭||thailand|flag: Thailand|TH
🇹🇯||tajikistan|flag: Tajikistan|TJ
🇹🇰||tokelau|flag: Tokelau|TK
🇹🇱||timor_leste|flag: Timor-Leste|TL
🇹🇲||turkmenistan|flag: Turkmenistan|TM
🇹🇳||tunisia|flag: Tunisia|TN
🇹🇴||tonga|flag: Tonga|TO
🇹🇷||tr|flag: Türkiye|TR
🇹🇹||trinidad_tobago|flag: Trinidad & Tobago|TT
🇹🇻||tuvalu|flag: Tuvalu|TV
🇹🇼||taiwan|flag: Taiwan|TW
🇹🇿||tanzania|flag: Tanzania|TZ
🇺🇦||ukraine|flag: Ukraine|UA
🇺🇬||uganda|flag: Uganda|UG
🇺🇲||us_outlying_islands|flag: U.S. Outlying Islands|UM
🇺🇳||united_nations|flag: United Nations|UN
🇺🇸||us|flag: United States|US
🇺🇾||uruguay|flag: Uruguay|UY
🇺🇿||uzbekistan|flag: Uzbekistan|UZ
🇻🇦||vatican_city|flag: Vatican City|VA
🇻🇨||st_vincent_grenadines|flag: St. Vincent & Grenadines|VC
🇻🇪||venezuela|flag: Venezuela|VE
🇻🇬||british_virgin_islands|flag: British Virgin Islands|VG
🇻🇮||us_virgin_islands|flag: U.S. Virgin Islands|VI
🇻🇳||vietnam|flag: Vietnam|VN
🇻🇺||vanuatu|flag: Vanuatu|VU
🇼🇫||wallis_futuna|flag: Wallis & Futuna|WF
🇼🇸||samoa|flag: Samoa|WS
🇽🇰||kosovo|flag: Kosovo|XK
🇾🇪||yemen|flag: Yemen|YE
🇾🇹||mayotte|flag: Mayotte|YT
🇿🇦||south_africa|flag: South Africa|ZA
🇿🇲||zambia|flag: Zambia|ZM
🇿🇼||zimbabwe|flag: Zimbabwe|ZW
🏴󠁧󠁢󠁥󠁮󠁧󠁿||england|flag: England|gbeng
🏴󠁧󠁢󠁳󠁣󠁴󠁿||scotland|flag: Scotland|gbsct
🏴󠁧󠁢󠁷󠁬󠁳󠁿||wales|flag: Wales|gbwls`,
];
