namespace PartnerBlazor.Assistance;

/// <summary>Gives and takes a browser's way into a customer's console: one administrator and one visit a browser and customer.</summary>
public sealed class ConsoleDoor(ConsoleSignIns signIns, ConsoleVisits visits)
{
    /// <summary>Lets the browser in; who was in before is out, in all its tabs.</summary>
    internal async Task EnterAsync(HttpContext context, Guid customerId, bool technician, string handle)
    {
        await EndAsync(context, customerId, technician);
        context.GiveHandle(customerId, technician, handle);
    }

    /// <summary>Lets the browser out, in all its tabs.</summary>
    internal async Task LeaveAsync(HttpContext context, Guid customerId, bool technician)
    {
        await EndAsync(context, customerId, technician);
        context.TakeHandle(customerId, technician);
    }

    private async Task EndAsync(HttpContext context, Guid customerId, bool technician)
    {
        if (await signIns.FindAsync(context.Handle(technician), customerId, technician, context.RequestAborted) is not { } visitor)
            return;
        await signIns.EndAsync(visitor.SignInId);
        visits.Wake(customerId);
    }
}
