package queueing

import (
	"math"
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
)

// digits is the largest relative error that the formulas may have.
const digits = 1e-9

func near(t *testing.T, what string, got, want, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= relative*math.Abs(want)) {
		t.Errorf("%s is %.15g, not %.15g", what, got, want)
	}
}

func must(t *testing.T, m Measures, err error) Measures {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Values of the recursion in 40-digit arithmetic. B(10, 4.4612) = 1 % and
// B(20, 12.031) = 1 % stand in the printed tables of Erlang B.
func TestB_IsRightToNineDigitsUpToFiveThousandAgents(t *testing.T) {
	for _, c := range []struct {
		n          int
		load, want float64
	}{{0, 3, 1}, {1, 0.5, 1. / 3}, {14, 10, 0.056819143386520859}, {30, 25, 0.052603172228140617}, {100, 90, 0.026957380464359215},
		{1000, 990, 0.018965776430814612}, {5000, 4950, 0.0057421518444911041}, {5000, 4999.5, 0.011136716758574764}, {5000, 6000, 0.16749026896521926}} {
		near(t, "B", B(c.n, c.load), c.want, digits)
	}
	near(t, "B(10, 4.4612)", B(10, 4.4612), 0.01, 1e-4)
	near(t, "B(20, 12.031)", B(20, 12.031), 0.01, 1e-3)
}

// 0.1741319335950498 is what the documentation of the Python package
// pyworkforce prints for 100 calls of 3 minutes in 30 minutes and 14 agents.
func TestC_IsRightToNineDigitsUpToFiveThousandAgents(t *testing.T) {
	for _, c := range []struct {
		n          int
		load, want float64
	}{{1, 0.5, 0.5}, {14, 10, 0.1741319335950498}, {30, 25, 0.24989316688690655}, {100, 90, 0.21694048090636638},
		{1000, 990, 0.65908042188085444}, {5000, 4950, 0.36609821942272346}, {5000, 4999.5, 0.99119884108050708}, {5, 5, 1}, {5, 7, 1}} {
		near(t, "C", C(c.n, c.load), c.want, digits)
	}
}

// The service level and the answer time of the same example: pyworkforce gives
// 0.8883500191794669, the R package ErlangC 7.83593701177724 s.
func TestDelay_AgreesWithPublishedExample(t *testing.T) {
	m, err := Queue{Rate: 200. / 3600, Service: 180, Agents: 14, Within: 20}.Measure()
	m = must(t, m, err)
	near(t, "sl_b", *m.SLb, 0.8883500191794669, digits)
	near(t, "asa_s", *m.ASA, 7.83593701177724, digits)
	near(t, "occupancy", *m.Occupancy, 0.7142857142857143, digits)
	near(t, "queue_mean", *m.QueueMean, 7.83593701177724*200/3600, digits)
	if m.PAbandon != nil || m.PBlock != nil {
		t.Error("Erlang C has neither abandonment nor blocking")
	}
}

func TestInverses_UndoB(t *testing.T) {
	for _, n := range []int{1, 10, 100, 5000} {
		a, err := LoadOf(n, 0.01)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "B of its inverse", B(n, a), 0.01, digits)
		back, err := AgentsOf(a*(1-1e-12), 0.01)
		if err != nil || back != n {
			t.Errorf("%d agents became %d (%v)", n, back, err)
		}
	}
}

type figures struct{ pWait, pAbandon, wait, asa, slA, slB, slC, slD float64 }

func compare(t *testing.T, name string, m Measures, w figures) {
	t.Helper()
	for _, f := range []struct {
		what string
		got  *float64
		want float64
	}{{"p_wait", m.PWait, w.pWait}, {"p_abandon", m.PAbandon, w.pAbandon}, {"wait_mean_s", m.WaitMean, w.wait}, {"asa_s", m.ASA, w.asa},
		{"sl_a", m.SLa, w.slA}, {"sl_b", m.SLb, w.slB}, {"sl_c", m.SLc, w.slC}, {"sl_d", m.SLd, w.slD}} {
		near(t, name+": "+f.what, *f.got, f.want, digits)
	}
}

// The wanted values are sums over the states of the birth-death chain, in
// 40-digit arithmetic, not the integrals that are under test.
func TestErlangA_AgreesWithTheBirthDeathChain(t *testing.T) {
	for name, c := range map[string]struct {
		calls, service  float64
		n               int
		patience, limit float64
		want            figures
	}{
		"quiet":           {200, 180, 14, 120, 20, figures{0.12697634007979537, 0.022839286531818771, 2.7407143838182525, 2.3453752341521703, 0.95453037339945375, 0.93272958069805967, 0.94698661550690839, 0.94621987032612353}},
		"overloaded":      {600, 180, 28, 120, 20, figures{0.60855952812473317, 0.11763416451737172, 14.116099742084607, 13.492736400257905, 0.71803964982005503, 0.6335736555231267, 0.70725745878704165, 0.683971259226116}},
		"300 Erlang":      {3600, 300, 280, 60, 20, figures{0.61212391522839636, 0.077944766750761839, 4.6766860050457103, 4.5750805291674067, 0.97973372958650657, 0.90336861255603234, 0.98022527335313757, 0.97857892072975656}},
		"few agents":      {100, 180, 3, 30, 10, figures{0.66895476181707461, 0.49126111971529294, 14.737833591458788, 8.4800292260323653, 0.7587750345911067, 0.38601836148586948, 0.56708120035622675, 0.47136505681754064}},
		"5000 at load":    {100000, 180, 5000, 120, 20, figures{0.45156242384557239, 0.0062117161433624643, 0.74540593720349571, 0.74192411338750967, 1, 0.99378828385663754, 1, 1}},
		"5000 swamped":    {110000, 180, 5000, 600, 20, figures{1, 0.090909090909090909, 54.545454545454545, 57.168108062594916, 3.2493032092711199e-16, 2.9539120084282908e-16, 0.032783899517994393, 3.0540351912630774e-16}},
		"5000 quiet":      {90000, 180, 5000, 120, 20, figures{1.25953694583614e-13, 3.5883180018358804e-16, 4.3059816022030565e-14, 4.2939803986643763e-14, 1, 0.99999999999999964, 1, 1}},
		"next to nothing": {10, 180, 20, 120, 20, figures{2.4340608535335597e-25, 1.7331355972500127e-26, 2.0797627167000153e-24, 1.9318777757008243e-24, 1, 1, 1, 1}},
		"4000 swamped":    {100000, 180, 4000, 30, 30, figures{0.99999999896943347, 0.2000000000010215, 6.000000000030645, 6.67181216449265, 1, 0.7999999999989785, 1, 1}},
	} {
		q := Queue{Rate: c.calls / 3600, Service: c.service, Agents: c.n, Patience: routing.Exp(c.patience), Within: c.limit}
		m, err := q.Measure()
		compare(t, name, must(t, m, err), c.want)
		near(t, name+": patience × p_abandon", c.patience**m.PAbandon, *m.WaitMean, digits)
	}
}

// The wanted values are the integrals of Zeltyn and Mandelbaum as they stand in
// the spec, by adaptive Gauss-Legendre quadrature in 25-digit arithmetic.
func TestGeneralPatience_AgreesWithTheIntegralsInHighPrecision(t *testing.T) {
	d := func(law routing.Law, mean, second float64) routing.Dist {
		return routing.Dist{Law: law, Mean: mean, SD: second, Shape: second, K: int(second)}
	}
	for name, c := range map[string]struct {
		patience    routing.Dist
		calls       float64
		n           int
		limit, balk float64
		want        figures
	}{
		"exponential":       {routing.Exp(120), 600, 28, 20, 0, figures{0.60855952812473, 0.11763416451737, 14.116099742085, 13.492736400258, 0.71803964982006, 0.63357365552313, 0.70725745878704, 0.68397125922612}},
		"balking":           {routing.Exp(120), 600, 28, 20, 0.1, figures{0.52119424913906, 0.12900955870591, 9.2268160550405, 9.126791873559, 0.81347580923006, 0.70852965406336, 0.81305055114923, 0.79122969118723}},
		"Erlang 3":          {d(routing.Erlang, 120, 3), 600, 28, 20, 0, figures{0.76529900259131, 0.097225904764043, 30.828769847237, 29.14259517225, 0.4496879588524, 0.40596664019148, 0.41521091704176, 0.40975452445621}},
		"lognormal":         {d(routing.Lognormal, 120, 90), 600, 28, 20, 0, figures{0.751494856337, 0.099023273317113, 28.07720995501, 26.236453445505, 0.47793201089888, 0.43060561875664, 0.43631970025209, 0.43308027474058}},
		"narrow lognormal":  {d(routing.Lognormal, 120, 3), 600, 29, 20, 0, figures{0.84046033244375, 0.055805734028011, 58.648769217135, 55.088939668657, 0.27273697591323, 0.25751668877582, 0.25751668877582, 0.25751668877582}},
		"Weibull below one": {d(routing.Weibull, 120, 0.7), 600, 28, 20, 0, figures{0.50435331296298, 0.13120233242255, 7.9319795072537, 7.5607415228389, 0.8506220749461, 0.73901847470306, 0.84885436926633, 0.83020475684142}},
		"Weibull above one": {d(routing.Weibull, 120, 1.5), 600, 28, 20, 0.05, figures{0.65288301332144, 0.11186302612262, 18.638617164502, 18.226412554455, 0.6305919296299, 0.56005200813299, 0.6204817564177, 0.59607252050664}},
		"deterministic":     {routing.Fixed(60), 600, 28, 20, 0, figures{0.76244618834748, 0.097597355378601, 28.001224873542, 24.540468362786, 0.45669725705793, 0.41212481256041, 0.41212481256041, 0.41212481256041}},
		"limit beyond":      {routing.Fixed(60), 800, 28, 90, 0.2, figures{0.92379640095518, 0.30483380987328, 29.782457648793, 32.478544251041, 1, 0.69516619012672, 1, 1}},
		"uniform":           {routing.Dist{Law: routing.Uniform, Low: 30, High: 90}, 600, 28, 20, 0, figures{0.71164467762252, 0.10421196494179, 21.499722351644, 19.02680109334, 0.55845665919245, 0.50025879340317, 0.50025879340317, 0.50025879340317}},
		"5000 lognormal":    {d(routing.Lognormal, 120, 120), 100000, 5000, 20, 0, figures{0.79016886629201, 0.0023765903309786, 5.0170047254268, 5.006851340903, 0.99986447123366, 0.99748820299904, 0.99986422060782, 0.99986389722523}},
		"5000 Weibull":      {d(routing.Weibull, 120, 0.5), 104000, 5000, 20, 0, figures{0.50249073667698, 0.040537342834394, 0.23889937358851, 0.2397985601114, 1, 0.95946265716561, 1, 1}},
		"5000 fixed":        {routing.Fixed(30), 104000, 5000, 20, 0, figures{1, 0.038461538461538, 29.134615384615, 29.1, 1.4945338524455e-5, 1.4370517811976e-5, 1.4370517811976e-5, 1.4370517811976e-5}},
	} {
		q := Queue{Rate: c.calls / 3600, Service: 180, Agents: c.n, Patience: c.patience, Balk: c.balk, Within: c.limit}
		m, err := q.Measure()
		compare(t, name, must(t, m, err), c.want)
	}
}

func TestImpatience_EndlessPatienceIsErlangC(t *testing.T) {
	for _, n := range []int{14, 100, 5000} {
		q := Queue{Rate: 0.95 * float64(n) / 180, Service: 180, Agents: n, Within: 20}
		c, err := q.Delay()
		c = must(t, c, err)
		m := q.impatient()
		near(t, "p_wait", *m.PWait, *c.PWait, digits)
		near(t, "asa_s", *m.ASA, *c.ASA, digits)
		near(t, "sl_b", *m.SLb, *c.SLb, digits)
	}
}

func TestPlaces_ManyPlacesAreNoLimit(t *testing.T) {
	for _, patience := range []routing.Dist{{}, routing.Exp(120), routing.Exp(5)} {
		for _, n := range []int{1, 14, 900} {
			q := Queue{Rate: 0.9 * float64(n) / 180, Service: 180, Agents: n, Patience: patience, Within: 20}
			free, err := q.Measure()
			free = must(t, free, err)
			q.Places = n + 20000
			m, err := q.Measure()
			m = must(t, m, err)
			for i, f := range [][2]*float64{{m.PWait, free.PWait}, {m.ASA, free.ASA}, {m.WaitMean, free.WaitMean}, {m.SLa, free.SLa},
				{m.SLb, free.SLb}, {m.SLc, free.SLc}, {m.SLd, free.SLd}, {m.QueueMean, free.QueueMean}, {m.Occupancy, free.Occupancy}} {
				if math.Abs(*f[0]-*f[1]) > digits**f[1] {
					t.Errorf("patience %v, %d agents, figure %d: %v, not %v", patience.Mean, n, i, *f[0], *f[1])
				}
			}
		}
	}
}

func TestPlaces_AsManyAsAgentsIsErlangB(t *testing.T) {
	m, err := Queue{Rate: 200. / 3600, Service: 180, Agents: 14, Places: 14, Within: 20}.Measure()
	m = must(t, m, err)
	near(t, "p_block", *m.PBlock, B(14, 10), digits)
	if *m.PWait != 0 || *m.SLb != 1 {
		t.Errorf("who enters is served at once, not %v waiting", *m.PWait)
	}
}

// A sum of exponential times by uniformisation: steps of one common rate, of
// which a share moves on (A. Jensen, Skandinavisk Aktuarietidskrift 36, 1953).
func ended(rates []float64, limit float64) float64 {
	top := rates[len(rates)-1]
	state := make([]float64, len(rates)+1)
	state[0] = 1
	chance, result, sum := math.Exp(-top*limit), 0.0, 0.0
	for k := 0; sum < 1-1e-15 && k < 5000; k++ {
		result += chance * state[len(rates)]
		sum += chance
		chance *= top * limit / float64(k+1)
		for i := len(rates) - 1; i >= 0; i-- {
			move := state[i] * rates[len(rates)-1-i] / top
			state[i] -= move
			state[i+1] += move
		}
	}
	return result
}

func TestPlaces_WaitsAgreeWithUniformisation(t *testing.T) {
	for _, step := range []float64{0, 1. / 120, 1. / 7} {
		soon, late := race(3./180, step, 60, 6)
		var rates []float64
		for i := range soon {
			rates = append(rates, 3./180+float64(i)*step)
			near(t, "soon", soon[i], ended(rates, 60), 1e-11)
			near(t, "late", late[i], 1-ended(rates, 60), 1e-11)
		}
	}
}

func TestPlaces_GeneralPatienceIsRefused(t *testing.T) {
	_, err := Queue{Rate: 1, Service: 1, Agents: 2, Places: 4, Patience: routing.Fixed(3)}.Measure()
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("not refused: %v", err)
	}
}

func TestMeasure_NoShareIsAboveOne(t *testing.T) {
	m := measured(t, Queue{Rate: 100, Service: 180, Agents: 18100, Patience: routing.Exp(120), Within: 20})
	for name, x := range map[string]*float64{"sl_a": m.SLa, "sl_b": m.SLb, "sl_c": m.SLc, "sl_d": m.SLd} {
		if *x > 1 {
			t.Errorf("%s is %v", name, *x)
		}
	}
}

func measured(t *testing.T, q Queue) Measures {
	t.Helper()
	m, err := q.Measure()
	return must(t, m, err)
}
